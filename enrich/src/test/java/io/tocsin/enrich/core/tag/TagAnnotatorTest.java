package io.tocsin.enrich.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagAnnotatorTest {

  private static final TagAnnotator ANNOTATOR = new TagAnnotator();

  private static List<Tag> tags(String title, String body) {
    return ANNOTATOR.annotate(new PostText(title, body, null), Annotations.NONE).tags();
  }

  @Test
  void shouldNeedOneStrongWord() {
    assertThat(tags("", "Fears of an Invasion grow; an invasion would be costly."))
        .containsExactly(new Tag("conflict", List.of("invasion")));
  }

  @Test
  void shouldNeedTwoDifferentWeakWords() {
    assertThat(tags("", "An attack. Another attack.")).isEmpty();
    assertThat(tags("", "An attack by soldiers."))
        .extracting(Tag::code)
        .containsExactly("conflict");
  }

  @Test
  void shouldNeedOneWeakWordInTheTitle() {
    assertThat(tags("War in the east", "")).containsExactly(new Tag("conflict", List.of("war")));
  }

  @Test
  void shouldStandInOrderOfTheirCodes() {
    assertThat(tags("", "Residents were evacuated after the earthquake; the summit was put off."))
        .extracting(Tag::code)
        .containsExactly("diplomacy", "disaster", "evacuation");
  }

  @Test
  void shouldKeepABoundedNumberOfWords() {
    String words =
        "invasion invaded airstrike shelling shelled artillery missile warplane ceasefire troops"
            + " offensive insurgents warship bombs";

    assertThat(tags("", words).get(0).words()).hasSize(TopicScore.MOST_WORDS);
  }

  @ParameterizedTest
  @CsvSource({
    "conflict, Der Einmarsch begann in der Nacht.",
    "evacuation, Des centaines d’habitants ont été évacués.",
    "disaster, Un terremoto sacudió la costa.",
    "conflict, Обстрел города продолжается.",
    "diplomacy, Санкції набули чинності."
  })
  void shouldKnowSomeWordsOfOtherLanguages(String code, String body) {
    assertThat(tags("", body)).extracting(Tag::code).contains(code);
  }

  @Test
  void shouldNotBeFoundWithinWords() {
    assertThat(tags("warm warden", "swarm of warnings")).isEmpty();
  }
}
