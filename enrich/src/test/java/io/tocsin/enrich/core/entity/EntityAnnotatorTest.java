package io.tocsin.enrich.core.entity;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.Language;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.SharedAnnotators;
import io.tocsin.enrich.core.TextField;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityAnnotatorTest {

  private static final EntityAnnotator ANNOTATOR = SharedAnnotators.get(EntityAnnotator.class);

  private static List<Entity> entities(String language, String title, String body) {
    Annotations soFar = Annotations.NONE.withLanguage(new Language(language, 1));
    return ANNOTATOR.annotate(new PostText(title, body, null), soFar).entities();
  }

  private static List<Entity> entities(String body) {
    return entities("en", "", body);
  }

  private static List<String> texts(String body) {
    return entities(body).stream().map(Entity::text).toList();
  }

  private static String links(String language, String body) {
    return entities(language, "", body).stream()
        .map(entity -> String.valueOf(entity.link()))
        .collect(joining(" "));
  }

  @Test
  void shouldPointAtTheWordsInTheirField() {
    List<Entity> found = entities("en", "NATO meets", "Talks in Kyiv.");

    assertThat(found)
        .containsExactly(
            new Entity(
                "NATO",
                EntityType.ORGANISATION,
                TextField.TITLE,
                0,
                4,
                "wikidata:Q7184",
                null,
                0.9),
            new Entity(
                "Kyiv",
                EntityType.PLACE,
                TextField.BODY,
                9,
                13,
                "geonames:703448",
                "UA",
                new GeoPoint(50.45466, 30.5238),
                0.9));
  }

  @Nested
  class Countries {

    @ParameterizedTest
    @CsvSource({
      "en, The troops left Ukraine.",
      "de, Die Lage der Ukraine.",
      "fr, La situation en Ukraine.",
      "es, La situación en Ucrania.",
      "ru, Положение на Украине.",
      "uk, Новини України.",
      "pl, Wojna na Ukrainie.",
      "tr, Ukrayna'da savaş.",
      "ar, الحرب في أوكرانيا",
      "he, המלחמה באוקראינה",
      "zh, 乌克兰局势"
    })
    void shouldBeFoundInManyLanguages(String language, String text) {
      assertThat(links(language, text)).isEqualTo("iso3166:UA");
    }

    @Test
    void shouldCountInLatinLettersOnlyInPostsOfTheirLanguage() {
      assertThat(links("de", "Sturm über Island")).isEqualTo("iso3166:IS");
      assertThat(links("en", "Storm over Long Island")).isEmpty();
    }

    @Test
    void shouldBeToldFromCommonWordsByTheirCapitals() {
      assertThat(texts("He told us that the turkey and the china were gone.")).isEmpty();
      assertThat(texts("He told the US that Turkey and China were gone."))
          .containsExactly("US", "Turkey", "China");
    }

    @Test
    void shouldBeKnownByShortFormsAndParts() {
      assertThat(links("en", "The U.S., the UK, England, the UAE and North Korea"))
          .isEqualTo("iso3166:US iso3166:GB iso3166:GB iso3166:AE iso3166:KP");
    }

    @Test
    void shouldBeKnownInCapitals() {
      assertThat(texts("BREAKING: UKRAINE closes airspace")).containsExactly("UKRAINE");
    }

    @Test
    void shouldNotBeMadeOfWordsInAShoutedText() {
      assertThat(texts("TELL US WHO DID IT")).isEmpty();
    }
  }

  @Nested
  class Ambiguity {

    @Test
    void shouldTakeGeorgiaForTheCountryUnlessThePostIsAboutTheUs() {
      assertThat(links("en", "Georgia closed its border.")).isEqualTo("iso3166:GE");
      assertThat(links("en", "A recount in Georgia, said Republicans."))
          .isEqualTo("geonames:4197000");
    }

    @Test
    void shouldFindTheCueInTheTitleToo() {
      List<Entity> found = entities("en", "Atlanta votes", "Polls in Georgia are open.");

      assertThat(found).extracting(Entity::country).containsExactly("US", "US");
    }

    @Test
    void shouldNotTakePeopleForPlaces() {
      assertThat(texts("Paris Hilton and Michael Jordan met.")).isEmpty();
      assertThat(entities("en", "", "Sydney Miller met Denzel Washington."))
          .noneMatch(entity -> entity.type() == EntityType.PLACE);
    }

    @Test
    void shouldTakeAPlaceBeforeATitleForAPlace() {
      assertThat(texts("Paris Mayor Anne Hidalgo said so.")).contains("Paris", "Anne Hidalgo");
    }

    @Test
    void shouldTakeTheSurnameOfSomebodyInThePostForThePerson() {
      List<Entity> found = entities("Lloyd Austin arrived. Austin will speak to Jack Houston.");

      assertThat(found).allMatch(entity -> entity.type() == EntityType.PERSON);
      assertThat(entities("A storm hit Austin.").get(0).type()).isEqualTo(EntityType.PLACE);
    }

    @Test
    void shouldNotTakeTheBeginningOfASentenceForAPlace() {
      assertThat(texts("Nice to see you. Split decisions.")).isEmpty();
      assertThat(texts("Fans in Nice and Split wait.")).containsExactly("Nice", "Split");
    }

    @Test
    void shouldFindNothingWithinHiddenPhrases() {
      assertThat(texts("The Paris Agreement and the Geneva Conventions")).isEmpty();
    }

    @Test
    void shouldPreferTheLongestName() {
      assertThat(texts("Bank of America in New Mexico"))
          .containsExactly("Bank of America", "New Mexico");
    }
  }

  @Nested
  class People {

    @Test
    void shouldBeLinkedByTheSurnameWhereTheFullNameIsInThePost() {
      List<Entity> found =
          entities("en", "Harris travels", "Vice President Kamala Harris left. Harris will speak.");

      assertThat(found)
          .extracting(Entity::text)
          .containsExactly("Harris", "Kamala Harris", "Harris");
      assertThat(found).extracting(Entity::link).containsOnly("wikidata:Q10853588");
    }

    @Test
    void shouldNotBeGuessedFromACommonSurname() {
      assertThat(texts("Harris will speak. Johnson too.")).isEmpty();
    }

    @Test
    void shouldBeKnownByAFamousSurnameAlone() {
      assertThat(links("en", "Putin and Biden spoke.")).isEqualTo("wikidata:Q7747 wikidata:Q6279");
      assertThat(links("ru", "Встреча с Путиным")).isEqualTo("wikidata:Q7747");
    }

    @Test
    void shouldBeFoundByAGivenNameWithoutALink() {
      List<Entity> found = entities("Oleksandr Polishchuk spoke, and then Polishchuk left.");

      assertThat(found)
          .extracting(Entity::text)
          .containsExactly("Oleksandr Polishchuk", "Polishchuk");
      assertThat(found).extracting(Entity::link).containsOnlyNulls();
      assertThat(found).extracting(Entity::confidence).containsExactly(0.6, 0.5);
    }

    @Test
    void shouldHaveInitialsAndParticles() {
      assertThat(
              texts("John F. Miller, Ludwig van Baan, Peter van der Berg-Horn and Karl, a baker"))
          .containsExactly("John F. Miller", "Peter van der Berg-Horn");
    }

    @Test
    void shouldNotBeMadeOfHeadlineVerbs() {
      assertThat(texts("Boris Says No")).isEmpty();
    }
  }

  @Test
  void shouldStopAtTheLimit() {
    assertThat(entities("Kyiv. ".repeat(2 * EntityAnnotator.MOST))).hasSize(EntityAnnotator.MOST);
  }
}
