package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.Outcome;
import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostScopesTest {

  private static final NamedEntity KYIV = inBody("Kyiv", true, "geonames:703448", 5);
  private static final NamedEntity KIEV = inBody("Kiev", true, "geonames:703448", 40);
  private static final NamedEntity BROVARY = inBody("Brovary", true, null, 50);
  private static final NamedEntity ANN = inBody("Ann Lee", false, null, 20);
  private static final NamedEntity WHO =
      new NamedEntity("WHO", false, "wikidata:Q7817", new Place(Text.TITLE, 0, 3));

  private static NamedEntity inBody(String text, boolean isPlace, @Nullable String link, int at) {
    return new NamedEntity(text, isPlace, link, new Place(Text.BODY, at, at + text.length()));
  }

  private static PostRevision post(
      int revision, List<NamedEntity> entities, List<String> tags, String body) {
    return new PostRevision(
        "wire:1",
        revision,
        1_000L * revision,
        "wire",
        false,
        false,
        "en",
        "WHO warns",
        body,
        null,
        entities,
        tags,
        List.of(),
        null);
  }

  private static List<String> of(Scope kind, NamedEntity... entities) {
    return new PostScopes(post(1, List.of(entities), List.of("unrest", "conflict"), ""))
        .of(Posts.rule("war", "war", kind, Rule.Negated.IGNORE));
  }

  private static Rule watching(Scope kind) {
    return Posts.rule("any", "", kind, Rule.Negated.IGNORE);
  }

  private static Outcome track(PostRevision post, Rule rule, @Nullable Memory memory) {
    return MentionTracker.track(post, new RuleMatcher(List.of(rule)).match(post), memory);
  }

  @Nested
  class Names {

    @Test
    void shouldBeTheLinkWhateverTheThingIsCalled() {
      assertThat(of(Scope.PLACE, KYIV, KIEV)).containsExactly("place:geonames:703448");
      assertThat(of(Scope.ENTITY, WHO)).containsExactly("entity:wikidata:Q7817");
    }

    @Test
    void shouldBeTheWordsWithoutCaseAccentsAndSpacesWhereNothingIsLinked() {
      assertThat(
              of(
                  Scope.ENTITY,
                  inBody("Jos\u00e9  N\u00fa\u00f1ez", false, null, 0),
                  inBody("JOSE\u00a0NUNEZ", false, null, 30)))
          .containsExactly("entity:text:jose nunez");
    }

    @Test
    void shouldHoldNothingThatPartsKeysAndStayShort() {
      assertThat(of(Scope.ENTITY, inBody("a|b~c\nd", false, null, 0)))
          .containsExactly("entity:text:a b c d");
      assertThat(of(Scope.PLACE, inBody("x", true, "geo|names~1", 0)))
          .containsExactly("place:geo_names_1");
      assertThat(of(Scope.ENTITY, inBody("\u00df".repeat(900), false, null, 0)).get(0))
          .hasSizeLessThan(120);
    }

    @Test
    void shouldTellKindsApart() {
      assertThat(of(Scope.PLACE, KYIV, ANN, BROVARY))
          .containsExactly("place:geonames:703448", "place:text:brovary");
      assertThat(of(Scope.ENTITY, BROVARY, KYIV, ANN, WHO))
          .as("as they are read")
          .containsExactly(
              "entity:wikidata:Q7817",
              "entity:geonames:703448",
              "entity:text:ann lee",
              "entity:text:brovary");
      assertThat(of(Scope.TAG)).containsExactly("tag:conflict", "tag:unrest");
      assertThat(of(Scope.SOURCE)).containsExactly("source:wire");
      assertThat(of(Scope.NONE)).containsExactly("");
    }

    @Test
    void shouldBeUnknownWhereNothingIsNamed() {
      assertThat(of(Scope.PLACE, ANN)).containsExactly("place:unknown");
      assertThat(of(Scope.ENTITY)).containsExactly("entity:unknown");
      assertThat(of(Scope.COUNTRY)).containsExactly("unknown");
    }
  }

  @Nested
  class ForPeople {

    private List<String> called(Scope kind, NamedEntity... entities) {
      PostRevision post = post(1, List.of(entities), List.of("unrest"), "War.");
      return track(post, Posts.rule("war", "war", kind, Rule.Negated.SEPARATE), null)
          .events()
          .stream()
          .map(event -> event.scope() + "=" + event.scopeName())
          .toList();
    }

    @Test
    void shouldBeCalledAsThePostFirstNamesIt() {
      assertThat(called(Scope.PLACE, KIEV, KYIV)).containsExactly("place:geonames:703448=Kyiv");
      assertThat(called(Scope.ENTITY, inBody("Jos\u00e9 \u202e\n Lee", false, null, 0)))
          .as("in one line")
          .containsExactly("entity:text:jose lee=Jos\u00e9 Lee");
      assertThat(called(Scope.ENTITY, inBody("x".repeat(900), false, null, 0)).get(0))
          .endsWith("=" + "x".repeat(ScopeNames.LONGEST));
    }

    @Test
    void shouldBeCalledNothingWhereNoWordsNameIt() {
      assertThat(called(Scope.TAG)).containsExactly("tag:unrest=null");
      assertThat(called(Scope.SOURCE)).containsExactly("source:wire=null");
      assertThat(called(Scope.PLACE)).containsExactly("place:unknown=null");
      assertThat(called(Scope.NONE)).containsExactly("=null");
    }

    @Test
    void shouldBeCalledTheSameWhereItIsCountedApart() {
      PostRevision post = post(1, List.of(KYIV), List.of(), "There is no war in Kyiv.");
      Rule rule = Posts.rule("war", "war", Scope.PLACE, Rule.Negated.SEPARATE);

      assertThat(track(post, rule, null).events())
          .extracting(MentionEvent::scope, MentionEvent::scopeName)
          .containsExactly(tuple("place:geonames:703448~negated", "Kyiv"));
    }

    @Test
    void shouldNotBeCalledAnythingByWhatIsTakenBack() {
      PostRevision post = post(1, List.of(KYIV), List.of(), "War.");
      Rule rule = Posts.rule("war", "war", Scope.PLACE, Rule.Negated.IGNORE);
      Memory memory = track(post, rule, null).memory().orElseThrow();

      assertThat(track(post(2, List.of(KYIV), List.of(), "Peace."), rule, memory).events())
          .extracting(MentionEvent::sign, MentionEvent::scopeName)
          .containsExactly(tuple(-1, null));
    }
  }

  @Nested
  class OnTheMap {

    private static final GeoPoint THERE = new GeoPoint(50.45466, 30.5238);
    private static final GeoPoint NEAR = new GeoPoint(50.4, 30.6);

    private static NamedEntity at(@Nullable GeoPoint point, NamedEntity entity) {
      return new NamedEntity(entity.text(), entity.isPlace(), entity.link(), entity.place(), point);
    }

    private List<String> pointsOf(Scope kind, NamedEntity... entities) {
      PostRevision post = post(1, List.of(entities), List.of("unrest"), "War.");
      return track(post, Posts.rule("war", "war", kind, Rule.Negated.SEPARATE), null)
          .events()
          .stream()
          .map(event -> event.scope() + "=" + event.scopePoint())
          .toList();
    }

    @Test
    void shouldBeWhereThePlaceIsAlsoAsAnEntity() {
      assertThat(pointsOf(Scope.PLACE, at(THERE, KYIV)))
          .containsExactly("place:geonames:703448=" + THERE);
      assertThat(pointsOf(Scope.ENTITY, at(THERE, KYIV), ANN))
          .containsExactly("entity:geonames:703448=" + THERE, "entity:text:ann lee=null");
    }

    @Test
    void shouldBeNowhereWhereNobodyTells() {
      assertThat(pointsOf(Scope.PLACE, KYIV, BROVARY))
          .containsExactly("place:geonames:703448=null", "place:text:brovary=null");
      assertThat(pointsOf(Scope.TAG, at(THERE, KYIV))).containsExactly("tag:unrest=null");
      assertThat(pointsOf(Scope.SOURCE, at(THERE, KYIV))).containsExactly("source:wire=null");
      assertThat(pointsOf(Scope.COUNTRY, at(THERE, KYIV))).containsExactly("unknown=null");
      assertThat(pointsOf(Scope.NONE, at(THERE, KYIV))).containsExactly("=null");
    }

    @Test
    void shouldBeWhereTheFirstThatTellsSaysInWhateverOrderTheyCome() {
      NamedEntity later = inBody("Kyiv", true, "geonames:703448", 60);
      for (List<NamedEntity> order :
          List.of(
              List.of(KYIV, at(THERE, KIEV), at(NEAR, later)),
              List.of(at(NEAR, later), at(THERE, KIEV), KYIV))) {
        assertThat(pointsOf(Scope.PLACE, order.toArray(NamedEntity[]::new)))
            .containsExactly("place:geonames:703448=" + THERE);
      }
    }

    @Test
    void shouldBeTheSameWhereItIsCountedApart() {
      PostRevision post = post(1, List.of(at(THERE, KYIV)), List.of(), "There is no war in Kyiv.");
      Rule rule = Posts.rule("war", "war", Scope.PLACE, Rule.Negated.SEPARATE);

      assertThat(track(post, rule, null).events())
          .extracting(MentionEvent::scope, MentionEvent::scopePoint)
          .containsExactly(tuple("place:geonames:703448~negated", THERE));
    }

    @Test
    void shouldNotBeToldByWhatIsTakenBack() {
      PostRevision post = post(1, List.of(at(THERE, KYIV)), List.of(), "War.");
      Rule rule = Posts.rule("war", "war", Scope.PLACE, Rule.Negated.IGNORE);
      Memory memory = track(post, rule, null).memory().orElseThrow();

      assertThat(track(post(2, post.entities(), List.of(), "Peace."), rule, memory).events())
          .extracting(MentionEvent::sign, MentionEvent::scopePoint)
          .containsExactly(tuple(-1, null));
    }
  }

  @Nested
  class Watching {

    @Test
    void shouldMakeAMentionForEachThingNamedAndShowWhereItStands() {
      String body = "From Kyiv comes news. Ann Lee reports.";
      NamedEntity ann = inBody("Ann Lee", false, null, body.indexOf("Ann"));
      Outcome outcome =
          track(post(1, List.of(KYIV, ann), List.of(), body), watching(Scope.ENTITY), null);

      assertThat(outcome.events())
          .extracting(PostScopesTest::marked)
          .containsExactly(
              "entity:geonames:703448: From [Kyiv] comes news.",
              "entity:text:ann lee: [Ann Lee] reports.");
    }

    @Test
    void shouldMakeNoMentionWhereNothingIsNamed() {
      Outcome outcome =
          track(post(1, List.of(), List.of("unrest"), "War."), watching(Scope.PLACE), null);

      assertThat(outcome.events()).isEmpty();
      assertThat(outcome.memory()).isEmpty();
    }

    @Test
    void shouldBoundTheMentionsOfAPostAndSayHowManyAreLeftOut() {
      List<NamedEntity> many = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        many.add(inBody("Person " + i, false, null, 10 * i));
      }

      Outcome outcome = track(post(1, many, List.of(), ""), watching(Scope.ENTITY), null);

      assertThat(outcome.events()).hasSize(PostScopes.MOST);
      assertThat(outcome.events())
          .extracting(MentionEvent::scope)
          .contains("entity:text:person 0", "entity:text:person 19");
      assertThat(outcome.leftOut()).isEqualTo(30);
    }
  }

  @Provide
  Arbitrary<List<Set<String>>> edits() {
    return Arbitraries.of("Kyiv", "Odesa", "Ann Lee", "Bo", "Cy")
        .set()
        .ofMaxSize(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** What stands is what the last revision names; each edit sends the difference and no more. */
  @Property
  void shouldSendTheDifferenceOfRevisionsInTheScopesThatChanged(
      @ForAll("edits") List<Set<String>> revisions, @ForAll long seed) {
    Rule rule = watching(Scope.ENTITY);
    Map<String, Long> standing = new HashMap<>();
    @Nullable Memory memory = null;
    for (int i = 0; i < revisions.size(); i++) {
      Set<String> before = new HashSet<>(standing.keySet());
      Outcome outcome =
          track(post(i + 1, named(revisions.get(i), seed), List.of(), ""), rule, memory);
      memory = outcome.memory().orElse(null);
      Set<String> now = new HashSet<>();
      revisions.get(i).forEach(name -> now.add("entity:text:" + name.toLowerCase(Locale.ROOT)));
      for (MentionEvent event : outcome.events()) {
        if (event.sign() > 0) {
          assertThat(before).doesNotContain(event.scope());
          standing.put(event.scope(), event.mentionedAt());
        } else {
          assertThat(now).doesNotContain(event.scope());
          assertThat(standing.remove(event.scope())).isEqualTo(event.mentionedAt());
        }
      }
      assertThat(standing.keySet()).isEqualTo(now);
    }
  }

  /** The order in which an annotator tells what it found is of no matter. */
  private static List<NamedEntity> named(Set<String> names, long seed) {
    List<NamedEntity> named = new ArrayList<>();
    for (String name : names) {
      named.add(inBody(name, false, null, 20 * named.size()));
    }
    Collections.shuffle(named, new Random(seed));
    return named;
  }

  private static String marked(MentionEvent event) {
    int start = event.highlights().get(0).start();
    int end = event.highlights().get(0).end();
    String text = event.excerpt();
    return event.scope()
        + ": "
        + text.substring(0, start)
        + "["
        + text.substring(start, end)
        + "]"
        + text.substring(end);
  }
}
