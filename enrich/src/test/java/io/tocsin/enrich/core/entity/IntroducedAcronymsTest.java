package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntroducedAcronymsTest {

  private static final String LINK = "wikidata:Q7159";

  private static List<@Nullable String> links(String text, Entity... entities) {
    List<@Nullable String> links = new ArrayList<>();
    IntroducedAcronyms.link(List.of(entities), new PostText("", text, "en"))
        .forEach(entity -> links.add(entity.link()));
    return links;
  }

  private static Entity organisation(String text, int start, int end, @Nullable String link) {
    return new Entity(
        text.substring(start, end),
        EntityType.ORGANISATION,
        TextField.BODY,
        start,
        end,
        link,
        null,
        0.9);
  }

  private static Entity first(String text, String name, @Nullable String link) {
    int start = text.indexOf(name);
    return organisation(text, start, start + name.length(), link);
  }

  private static Entity last(String text, String name, @Nullable String link) {
    int start = text.lastIndexOf(name);
    return organisation(text, start, start + name.length(), link);
  }

  @Test
  void shouldMeanTheNameBeforeTheBrackets() {
    String text = "The African Union (AU) met. The AU sent envoys.";

    assertThat(
            links(
                text,
                first(text, "African Union", LINK),
                first(text, "AU", null),
                last(text, "AU", null)))
        .containsExactly(LINK, LINK, LINK);
  }

  @Test
  void shouldCountOnlyCapitalsOfTheName() {
    String text = "Bank for Reconstruction and Development (BRD) paid. BRD said so.";

    assertThat(
            links(
                text,
                first(text, "Bank for Reconstruction and Development", LINK),
                last(text, "BRD", null)))
        .containsExactly(LINK, LINK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The African Union (BU) met. The BU sent envoys.",
        "The African Union, BU, met. The BU sent envoys.",
        "The African Union (BU met. The BU sent envoys.",
        "The African Union met with BU",
        "The African Union () and BU"
      })
  void shouldNotBeMadeOfOtherLetters(String text) {
    assertThat(links(text, first(text, "African Union", LINK), last(text, "BU", null)))
        .containsExactly(LINK, null);
  }

  @Test
  void shouldNotExplainByAnUnknownName() {
    String text = "The Ardent Union (AU) met. The AU sent envoys.";

    assertThat(links(text, first(text, "Ardent Union", null), last(text, "AU", null)))
        .containsExactly(null, null);
  }

  @Test
  void shouldLeaveAKnownMeaning() {
    String text = "The African Union (AU) met. The AU sent envoys.";

    assertThat(links(text, first(text, "African Union", LINK), last(text, "AU", "wikidata:Q1")))
        .containsExactly(LINK, "wikidata:Q1");
  }
}
