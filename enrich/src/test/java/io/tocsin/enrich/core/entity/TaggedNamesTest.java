package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggedNamesTest {

  private static final String TEXT = "Odesa harbour, Odesa Airport, Russia-Ukraine, Jordan said";

  private static Entity tagged(String words, EntityType type) {
    return entity(words, type, null, null);
  }

  private static Entity known(String words, String country) {
    return entity(words, EntityType.PLACE, "geonames:" + country, country);
  }

  private static Entity entity(
      String words, EntityType type, @Nullable String link, @Nullable String country) {
    int start = TEXT.indexOf(words);
    return new Entity(
        words, type, TextField.BODY, start, start + words.length(), link, country, 0.9f);
  }

  @Test
  void shouldTakeAKnownPlaceThatIsOnlyDescribed() {
    Entity odesa = known("Odesa", "UA");

    assertThat(
            TaggedNames.merge(List.of(tagged("Odesa harbour", EntityType.PLACE)), List.of(odesa)))
        .containsExactly(odesa);
  }

  @Test
  void shouldKeepALongerNameOfItsOwn() {
    Entity airport = tagged("Odesa Airport", EntityType.PLACE);
    Entity odesa =
        new Entity(
            "Odesa",
            EntityType.PLACE,
            TextField.BODY,
            airport.start(),
            airport.start() + 5,
            "geonames:UA",
            "UA",
            0.9f);

    assertThat(TaggedNames.merge(List.of(airport), List.of(odesa))).containsExactly(airport);
  }

  @ParameterizedTest
  @CsvSource({
    "Xinhua news agency, wikidata:Q204839",
    "Xinhua news, wikidata:Q204839",
    "Xinhua Press Club, none",
    "Xinhua and allies, none"
  })
  void shouldTellAnOrganisationFromWordsForItsKind(String words, String link) {
    Entity tagged = at(words, EntityType.ORGANISATION, null);
    Entity xinhua = at("Xinhua", EntityType.ORGANISATION, "wikidata:Q204839");

    assertThat(TaggedNames.merge(List.of(tagged), List.of(xinhua)))
        .extracting(Entity::text, entity -> entity.link() == null ? "none" : entity.link())
        .containsExactly(tuple(words, link));
  }

  private static Entity at(String words, EntityType type, @Nullable String link) {
    return new Entity(words, type, TextField.BODY, 0, words.length(), link, null, 0.9);
  }

  @Test
  void shouldPartPlacesThatWereTakenForOne() {
    List<Entity> both = List.of(known("Russia", "RU"), known("Ukraine", "UA"));

    assertThat(TaggedNames.merge(List.of(tagged("Russia-Ukraine", EntityType.PLACE)), both))
        .isEqualTo(both);
  }

  @Test
  void shouldNotTakeAPersonForACountry() {
    assertThat(
            TaggedNames.merge(
                List.of(tagged("Jordan", EntityType.PERSON)), List.of(known("Jordan", "JO"))))
        .singleElement()
        .satisfies(entity -> assertThat(entity.type()).isEqualTo(EntityType.PERSON))
        .satisfies(entity -> assertThat(entity.country()).isNull());
  }
}
