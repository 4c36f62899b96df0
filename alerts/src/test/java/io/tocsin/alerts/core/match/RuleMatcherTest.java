package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMatcherTest {

  @Nested
  class Words {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            en | evacuate | Thousands were evacuated from the valley. | evacuated
            en | evacuate | The EVACUATION goes on. | EVACUATION
            en | "leave immediately" | People should leave immediately. | leave immediately
            en | evacuat* | An evacuee waits, others were evacuating. | evacuating
            en | "air raid siren" | Air raid sirens were heard. | Air raid sirens
            en-GB | army | The army's camp | army's
            und | invade | They invaded. | invaded
            de | evakuieren | Die Stadt wurde evakuiert. | evakuiert
            de | Übung | Die Uebung begann. | Uebung
            fr | évacuation | L'évacuation commence. | L'évacuation
            fr | évacuer | La ville est évacuée. | évacuée
            es | evacuación | Las evacuaciones siguen. | evacuaciones
            ru | эвакуация | Начало эвакуации объявлено. | эвакуации
            uk | евакуація | Оголошено евакуацію міста. | евакуацію
            uk | евакуювати | Людей евакуювали вночі. | евакуювали
            uk | "оголосити евакуацію" | Влада оголосила евакуацію. | оголосила евакуацію
            uk | п'ятниця | Почалося в п’я́тницю. | п’я́тницю
            uk | мати | Вони мають план. | мають
            pt | evacuacao | A evacuação começou. | evacuação
            """)
    void shouldFindInTheFormsOfTheLanguage(
        String language, String query, String body, String expected) {
      assertThat(words(language, query, body)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            invasion | Invasive plants spread.
            "leave immediately" | Go immediately; leave the bags.
            police | The policy was changed.
            troops AND border | The troops went home.
            invasion NOT insect | An invasion of the insects.
            title:war | The war goes on.
            """)
    void shouldNotFindWhatIsNotThere(String query, String body) {
      assertThat(match(query, Posts.english("", body))).isEmpty();
    }

    @Test
    void shouldTakeWordsFromTitleAndBodyTogether() {
      assertThat(match("troops AND border", Posts.english("Troops move", "Near the border.")))
          .singleElement()
          .satisfies(
              hit ->
                  assertThat(hit.places())
                      .containsExactly(new Place(Text.TITLE, 0, 6), new Place(Text.BODY, 9, 15)));
    }
  }

  @Nested
  class EntitiesAndTags {

    private final PostRevision post =
        new PostRevision(
            "wire:1",
            1,
            1_000,
            "wire",
            false,
            false,
            "en",
            "Kyiv calls",
            "Talks in Washington. Then in Kyiv.",
            null,
            List.of(
                new NamedEntity("Kyiv", true, "geonames:703448", new Place(Text.TITLE, 0, 4)),
                new NamedEntity(
                    "Washington", true, "geonames:4140963", new Place(Text.BODY, 9, 19))),
            List.of("conflict", "civil-defence"),
            List.of("UA", "US"),
            null);

    @Test
    void shouldPointAtTheWordsOfTheEntity() {
      assertThat(match("entity:washington", post))
          .singleElement()
          .satisfies(hit -> assertThat(hit.places()).containsExactly(new Place(Text.BODY, 9, 19)))
          .satisfies(hit -> assertThat(hit.excerpt().text()).isEqualTo("Talks in Washington."));
    }

    @Test
    void shouldFindEntitiesByTheirLink() {
      assertThat(match("entity:\"geonames:703448\"", post))
          .singleElement()
          .satisfies(hit -> assertThat(hit.places()).containsExactly(new Place(Text.TITLE, 0, 4)));
    }

    @Test
    void shouldNotJoinTheWordsOfTwoEntities() {
      assertThat(match("entity:\"703448 washington\"", post)).isEmpty();
    }

    @Test
    void shouldFindTagsAsAWhole() {
      assertThat(match("tag:civil-defence", post))
          .singleElement()
          .satisfies(hit -> assertThat(hit.places()).isEmpty())
          .satisfies(hit -> assertThat(hit.negated()).isFalse())
          .satisfies(hit -> assertThat(hit.excerpt().text()).isEqualTo("Talks in Washington."));
      assertThat(match("tag:civil", post)).isEmpty();
    }
  }

  @Nested
  class Negated {

    @Test
    void shouldCallAHitNegatedWhenAllItsPlacesAre() {
      assertThat(
              match(
                  "evacuate", Posts.english("", "There is no need to evacuate. Do not evacuate!")))
          .singleElement()
          .satisfies(hit -> assertThat(hit.negated()).isTrue());
    }

    @Test
    void shouldCountWhenOnePlaceStandsAndShowThatOne() {
      PostRevision post =
          Posts.english("", "There was no need to evacuate. Now all must evacuate.");

      assertThat(match("evacuate", post))
          .singleElement()
          .satisfies(hit -> assertThat(hit.negated()).isFalse())
          .satisfies(hit -> assertThat(hit.excerpt().text()).isEqualTo("Now all must evacuate."));
    }
  }

  @Nested
  class ManyRules {

    @Test
    void shouldGiveHitsByRuleId() {
      RuleMatcher matcher =
          new RuleMatcher(
              List.of(
                  Posts.rule("c", "war"),
                  Posts.rule("a", "wa*"),
                  Posts.rule("b", "peace"),
                  Posts.rule("B", "\"the war\"")));

      assertThat(matcher.match(Posts.english("", "The war began.")))
          .extracting(hit -> hit.rule().ruleId())
          .containsExactly("B", "a", "c");
    }

    @Test
    void shouldFindTheSameWithAThousandOtherRules() {
      List<Rule> rules =
          IntStream.range(0, 1_000)
              .mapToObj(i -> Posts.rule("r" + i, "word" + i + " OR \"other" + i + " word\""))
              .collect(Collectors.toCollection(ArrayList::new));
      rules.add(Posts.rule("war", "war"));
      RuleMatcher matcher = new RuleMatcher(rules);

      assertThat(matcher.match(Posts.english("War", "word7 and other9 word")))
          .extracting(hit -> hit.rule().ruleId())
          .containsExactly("r7", "r9", "war");
    }

    @Test
    void shouldForgetThePostBefore() {
      RuleMatcher matcher = new RuleMatcher(List.of(Posts.rule("war", "war")));

      assertThat(matcher.match(Posts.english("", "War."))).hasSize(1);
      assertThat(matcher.match(Posts.english("", "Peace."))).isEmpty();
      assertThat(matcher.match(Posts.english("", ""))).isEmpty();
    }

    @Test
    void shouldBoundThePlacesOfOneRule() {
      assertThat(match("war", Posts.english("", "War. ".repeat(1_000))))
          .singleElement()
          .satisfies(hit -> assertThat(hit.places()).hasSize(LanguageMatcher.MOST_PLACES));
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of(
            "war",
            "wars",
            "the",
            "не",
            "evacuate",
            "😀",
            ".",
            ". ",
            "\n\n",
            "O’Neil",
            "évacué",
            "ﬁre")
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 200)
  void shouldPointAtTheWordsItFound(@ForAll("texts") List<String> words) {
    String body = String.join(" ", words);

    List<Hit> hits = match("war OR evacuat*", Posts.english("", body));

    assertThat(hits.isEmpty())
        .isEqualTo(words.stream().noneMatch(w -> w.startsWith("war") || w.equals("evacuate")));
    for (Hit hit : hits) {
      assertThat(hit.places())
          .allSatisfy(
              place ->
                  assertThat(body.substring(place.start(), place.end()))
                      .isIn("war", "wars", "evacuate"));
      String excerpt = hit.excerpt().text();
      assertThat(excerpt).hasSizeLessThanOrEqualTo(Excerpt.LONGEST);
      assertThat(hit.excerpt().highlights())
          .isNotEmpty()
          .allSatisfy(
              light ->
                  assertThat(excerpt.substring(light.start(), light.end()))
                      .isIn("war", "wars", "evacuate"));
    }
  }

  private static List<Hit> match(String query, PostRevision post) {
    return new RuleMatcher(List.of(Posts.rule("r", query))).match(post);
  }

  private static List<String> words(String language, String query, String body) {
    return match(query, Posts.in(language, "", body)).stream()
        .flatMap(hit -> hit.places().stream())
        .map(place -> body.substring(place.start(), place.end()))
        .toList();
  }
}
