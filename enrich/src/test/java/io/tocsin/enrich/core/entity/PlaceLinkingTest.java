package io.tocsin.enrich.core.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceLinkingTest {

  private static final AnnotatorChain CHAIN =
      new AnnotatorChain(
          StandardAnnotators.shared(),
          (annotator, failure) -> {
            throw new AssertionError(annotator.name(), failure);
          });

  private static List<Entity> entities(String text) {
    return CHAIN.annotate(new PostText("", text, "en")).entities();
  }

  private static String link(String name, String text) {
    return entities(text).stream()
        .filter(entity -> entity.text().equals(name))
        .map(entity -> String.valueOf(entity.link()))
        .findFirst()
        .orElse("nothing");
  }

  @Nested
  class Choosing {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Tripoli | Fighting broke out in Tripoli. | 2210247",
          "Tripoli | Lebanese soldiers were sent to Tripoli. | 266826",
          "Valencia | Floods hit Valencia. | 2509954",
          "Valencia | Caracas and Valencia had no power. | 3625549",
          "Hyderabad | Police in Hyderabad closed roads, said Pakistan. | 1176734",
          "Paris | The court in Paris, Texas, was closed. | 4717560",
          "Athens | A campus in Athens, Georgia, was closed. | 4180386",
          "Georgia | A campus in Athens, Georgia, was closed. | 4197000",
          "London | Fire crews in London, Ontario, were called. | 6058560",
          "London | Canada sent its minister to London. | 2643743",
          "Athens | The United States sent its envoy to Athens. | 264371",
          "Springfield | A school in Springfield, Ohio, was closed. | 4525353"
        })
    void shouldFollowWhatElseThePostNames(String name, String text, String id) {
      assertThat(link(name, text)).isEqualTo("geonames:" + id);
    }

    @Test
    void shouldKeepTheMeaningFurtherOnInThePost() {
      assertThat(entities("A tornado hit Paris, Texas. Schools in Paris are closed."))
          .filteredOn(entity -> entity.text().equals("Paris"))
          .extracting(Entity::link)
          .containsExactly("geonames:4717560", "geonames:4717560");
    }

    @Test
    void shouldGiveTheSameForTheSamePost() {
      String text = "Caracas, Valencia, Cordoba, Granada, Perth, Hamilton and Victoria were named.";

      assertThat(entities(text)).isEqualTo(entities(text));
    }
  }

  @Test
  void shouldSayWhereACityIs() {
    assertThat(entities("They met in Lviv."))
        .extracting(Entity::point)
        .containsExactly(new GeoPoint(49.83826, 24.02324));
  }

  @Test
  void shouldSayWhereThePeopleOfARegionLive() {
    GeoPoint bavaria = point("Snow fell in Bavaria.");
    assertThat(bavaria.latitude()).isBetween(47.3, 50.6);
    assertThat(bavaria.longitude()).isBetween(9.0, 13.9);
    GeoPoint kherson = point("Shells fell on Kherson Oblast.");
    assertThat(kherson.latitude()).isBetween(46.0, 47.6);
    assertThat(kherson.longitude()).isBetween(31.5, 35.3);
  }

  private GeoPoint point(String text) {
    return entities(text).stream()
        .map(Entity::point)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "Northern Syria, Rain fell in Northern Syria., iso3166:SY",
    "Kherson Oblast, Shells fell on Kherson Oblast., geonames:706442"
  })
  void shouldReadPartsOfCountriesAndKindsOfRegions(String name, String text, String expected) {
    assertThat(link(name, text)).isEqualTo(expected);
  }

  @Test
  void shouldNotMakePlacesOfWordsThatNobodyFound() {
    assertThat(entities("the most of them will split, reading on, nice and hot, in bath and sale"))
        .isEmpty();
  }

  @Test
  void shouldTakeCountriesInSmallLettersForCommonWords() {
    assertThat(link("turkey", "Ukrainian troops ate turkey.")).isEqualTo("nothing");
    assertThat(link("Turkey", "Ukrainian troops saw Turkey.")).isEqualTo("iso3166:TR");
  }

  @Test
  void shouldTakeAnUnknownNameBehindInForTheCity() {
    assertThat(entities("Shoes are made in Leon."))
        .extracting(Entity::type, Entity::text)
        .containsExactly(tuple(EntityType.PLACE, "Leon"));
  }

  @Test
  void shouldKnowAPlaceOfSeveralWordsWhereverItStands() {
    assertThat(entities("Smoke over Kryvyi Rih seen from far away"))
        .extracting(Entity::type, Entity::link)
        .containsExactly(tuple(EntityType.PLACE, "geonames:703845"));
  }

  @Test
  void shouldNotLinkPeopleToPlaces() {
    assertThat(entities("Paris Hilton and George Washington never met Denzel Washington."))
        .allSatisfy(
            entity -> {
              assertThat(entity.type()).isEqualTo(EntityType.PERSON);
              assertThat(entity.link()).isNull();
            });
  }

  @Test
  void shouldStayBoundedWhereThousandsOfPlacesAreNamed() {
    assertThat(entities("Paris, Texas, Valencia, Cordoba, ".repeat(5_000)))
        .hasSizeLessThanOrEqualTo(EntityAnnotator.MOST);
  }
}
