package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MentionTrackerTest {

  private static final Rule OVERALL = Posts.rule("war", "war");
  private static final Rule BY_COUNTRY =
      Posts.rule("flight", "evacuate", Rule.Scope.COUNTRY, Rule.Negated.IGNORE);
  private static final Rule NEGATED_TOO =
      Posts.rule("talk", "talks", Rule.Scope.NONE, Rule.Negated.COUNT);
  private static final RuleMatcher MATCHER =
      new RuleMatcher(List.of(OVERALL, BY_COUNTRY, NEGATED_TOO));

  private record Revision(
      String body, List<String> countries, boolean killed, boolean backlog, boolean erased) {

    Revision(String body, List<String> countries, boolean killed, boolean backlog) {
      this(body, countries, killed, backlog, false);
    }

    static Revision of(String body, String... countries) {
      return new Revision(body, List.of(countries), false, false);
    }

    static Revision erasure() {
      return new Revision("", List.of(), true, false, true);
    }

    PostRevision at(int number) {
      return new PostRevision(
          "wire:1",
          number,
          1_000L * number,
          "wire",
          killed,
          erased,
          backlog,
          "en",
          "",
          body,
          null,
          List.of(),
          List.of(),
          countries,
          null);
    }
  }

  private static List<Outcome> track(Revision... revisions) {
    List<Outcome> outcomes = new ArrayList<>();
    @Nullable Memory memory = null;
    for (int i = 0; i < revisions.length; i++) {
      PostRevision post = revisions[i].at(i + 1);
      Outcome outcome = MentionTracker.track(post, MATCHER.match(post), memory);
      memory = outcome.memory().orElse(null);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static List<String> written(Outcome outcome) {
    return outcome.events().stream()
        .map(
            e ->
                "%+d %s|%s time=%d mentionedAt=%d %s"
                    .formatted(
                        e.sign(), e.ruleId(), e.scope(), e.time(), e.mentionedAt(), e.reason()))
        .toList();
  }

  @Test
  void shouldTakeAllBackWhenAPostIsErasedAlsoWhatWasTakenBackBefore() {
    List<Outcome> outcomes =
        track(
            Revision.of("All must evacuate. War.", "UA", "PL"),
            Revision.of("All must evacuate.", "UA"),
            Revision.erasure());

    assertThat(written(outcomes.get(2)))
        .containsExactly(
            "-1 flight|PL time=3000 mentionedAt=1000 erased",
            "-1 flight|UA time=3000 mentionedAt=1000 erased",
            "-1 war| time=3000 mentionedAt=1000 erased");
    assertThat(outcomes.get(2).memory()).isEmpty();
  }

  @Test
  void shouldReachWhatWasKilledBefore() {
    List<Outcome> outcomes =
        track(
            Revision.of("War."),
            new Revision("", List.of(), true, false),
            Revision.of("Nothing."),
            Revision.erasure(),
            Revision.of("War again."),
            Revision.erasure());

    assertThat(written(outcomes.get(1)))
        .containsExactly("-1 war| time=2000 mentionedAt=1000 killed");
    assertThat(written(outcomes.get(3)))
        .containsExactly("-1 war| time=4000 mentionedAt=1000 erased");
    assertThat(written(outcomes.get(5)))
        .containsExactly("-1 war| time=6000 mentionedAt=5000 erased");
  }

  @Test
  void shouldTakeBackOnceWhatStandsAndStoodBefore() {
    List<Outcome> outcomes =
        track(Revision.of("War."), Revision.of("Peace."), Revision.of("War."), Revision.erasure());

    assertThat(written(outcomes.get(3)))
        .containsExactly("-1 war| time=4000 mentionedAt=3000 erased");
  }

  @Test
  void shouldBoundWhatWasTakenBack() {
    List<MentionTracker.Remembered> many =
        IntStream.range(0, 1_500)
            .mapToObj(
                i ->
                    new MentionTracker.Remembered(
                        new MentionTracker.MentionKey("rule", "hash", "%04d".formatted(i)), 1, 1))
            .toList();

    Outcome outcome =
        MentionTracker.track(Revision.of("Nothing.").at(2), List.of(), new Memory(1, many, many));

    assertThat(outcome.memory().orElseThrow().withdrawn()).hasSize(MentionTracker.MOST_MENTIONS);
  }

  @Test
  void shouldMakeAMentionForEachCountry() {
    assertThat(written(track(Revision.of("All must evacuate.", "PL", "UA")).get(0)))
        .containsExactly(
            "+1 flight|PL time=1000 mentionedAt=1000 null",
            "+1 flight|UA time=1000 mentionedAt=1000 null");
  }

  @Test
  void shouldCountForUnknownWhereNoCountryIsNamed() {
    assertThat(written(track(Revision.of("All must evacuate.")).get(0)))
        .containsExactly("+1 flight|unknown time=1000 mentionedAt=1000 null");
  }

  @Test
  void shouldBoundTheCountries() {
    String[] countries =
        IntStream.range(0, 50).mapToObj(i -> "%02d".formatted(i)).toArray(String[]::new);

    assertThat(track(Revision.of("Evacuate", countries)).get(0).events()).hasSize(PostScopes.MOST);
  }

  @Test
  void shouldSendOnlyWhatAnEditChanges() {
    List<Outcome> outcomes =
        track(
            Revision.of("All must evacuate. War.", "UA"),
            Revision.of("All must evacuate now. War.", "UA"),
            Revision.of("War.", "UA"));

    assertThat(outcomes.get(0).events()).hasSize(2);
    assertThat(outcomes.get(1).events()).isEmpty();
    assertThat(written(outcomes.get(2)))
        .containsExactly("-1 flight|UA time=3000 mentionedAt=1000 edited");
  }

  @Test
  void shouldGiveAMentionThatComesBackItsNewTime() {
    List<Outcome> outcomes =
        track(Revision.of("War."), Revision.of("Peace."), Revision.of("War again."));

    assertThat(written(outcomes.get(2))).containsExactly("+1 war| time=3000 mentionedAt=3000 null");
  }

  @Test
  void shouldTakeAllBackWhenThePostIsKilled() {
    List<Outcome> outcomes =
        track(
            Revision.of("War. All must evacuate.", "UA"),
            new Revision("War.", List.of(), true, false));

    assertThat(written(outcomes.get(1)))
        .containsExactly(
            "-1 flight|UA time=2000 mentionedAt=1000 killed",
            "-1 war| time=2000 mentionedAt=1000 killed");
    assertThat(outcomes.get(1).memory().orElseThrow().mentions()).isEmpty();
  }

  @Test
  void shouldNotCountABacklogButTakeBackWhatItNoLongerSays() {
    List<Outcome> outcomes =
        track(
            Revision.of("War."),
            new Revision("War. Evacuate.", List.of(), false, true),
            new Revision("Peace.", List.of(), false, true));

    assertThat(outcomes.get(1).events()).isEmpty();
    assertThat(written(outcomes.get(2)))
        .containsExactly("-1 war| time=3000 mentionedAt=1000 edited");
  }

  @Test
  void shouldCountNegatedHitsOnlyWhereTheRuleSaysSo() {
    assertThat(track(Revision.of("There is no war. No talks are held.")).get(0).events())
        .singleElement()
        .satisfies(event -> assertThat(event.ruleId()).isEqualTo("talk"))
        .satisfies(event -> assertThat(event.negated()).isTrue());
  }

  @Test
  void shouldTakeBackUnderTheOldHashWhenTheRuleChanged() {
    PostRevision post = Revision.of("War.").at(1);
    Outcome first = MentionTracker.track(post, MATCHER.match(post), null);
    Rule changed = OVERALL.toBuilder().version(2).hash("other").build();

    PostRevision next = Revision.of("War!").at(2);
    Outcome second =
        MentionTracker.track(
            next, new RuleMatcher(List.of(changed)).match(next), first.memory().orElseThrow());

    assertThat(second.events())
        .extracting(MentionEvent::sign, MentionEvent::ruleHash, MentionEvent::ruleVersion)
        .containsExactly(tuple(-1, "hash-war", 1), tuple(1, "other", 2));
  }

  @Provide
  Arbitrary<List<Revision>> edits() {
    Arbitrary<String> body =
        Arbitraries.of("War.", "Evacuate.", "Talks.", "No war.", "Calm.")
            .list()
            .ofMaxSize(3)
            .map(sentences -> String.join(" ", sentences));
    Arbitrary<List<String>> countries =
        Arbitraries.of("PL", "UA", "US")
            .set()
            .ofMaxSize(3)
            .map(set -> set.stream().sorted().toList());
    return Combinators.combine(
            body, countries, Arbitraries.of(false, false, false, true), Arbitraries.of(false, true))
        .as(Revision::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property
  void shouldSumToZeroAfterEditsAndTheirUndo(@ForAll("edits") List<Revision> edits) {
    List<Revision> all = new ArrayList<>(edits);
    all.add(new Revision("", List.of(), true, false));
    Map<String, Integer> sums = new HashMap<>();

    for (Outcome outcome : track(all.toArray(new Revision[0]))) {
      outcome
          .events()
          .forEach(e -> sums.merge(e.ruleId() + "|" + e.scope(), e.sign(), Integer::sum));
      assertThat(sums.values()).allMatch(sum -> sum == 0 || sum == 1);
    }

    assertThat(sums.values()).allMatch(sum -> sum == 0);
  }

  @Property
  void shouldRememberExactlyWhatWasSent(@ForAll("edits") List<Revision> edits) {
    Map<String, Long> standing = new HashMap<>();

    for (Outcome outcome : track(edits.toArray(new Revision[0]))) {
      for (MentionEvent event : outcome.events()) {
        String key = event.ruleId() + "|" + event.scope();
        if (event.sign() > 0) {
          standing.put(key, event.mentionedAt());
        } else {
          assertThat(standing.remove(key)).isEqualTo(event.mentionedAt());
        }
      }
      Map<String, Long> remembered = new HashMap<>();
      outcome
          .memory()
          .ifPresent(
              memory ->
                  memory
                      .mentions()
                      .forEach(
                          m ->
                              remembered.put(
                                  m.key().ruleId() + "|" + m.key().scope(), m.mentionedAt())));
      assertThat(remembered).isEqualTo(standing);
    }
  }
}
