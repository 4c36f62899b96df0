package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Posts.NOON;
import static io.tocsin.ingest.core.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Verdict.Effective;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** However late and in whatever order the revisions of a post come, it ends the same. */
class RevisionOrderTest {

  /** How a source tells the order of its revisions. */
  private enum Proof {
    NUMBER,
    UPDATE,
    /** A number, and an updatedAt that contradicts it. */
    NUMBER_BEFORE_UPDATE
  }

  /**
   * One post's revisions, as its source made them, and how they arrive.
   *
   * @param texts what each says; 0 takes the post back
   * @param arrivals places in texts, each at least once
   */
  private record History(List<Integer> texts, List<Integer> arrivals, Proof proof) {
    Posts revision(int place) {
      int text = texts.get(place);
      Posts post = post().published(NOON.minus(Duration.ofHours(7))).text("T" + text, "B");
      Posts claimed = post.claim(text == 0 ? Claim.CANCELED : Claim.USABLE);
      return switch (proof) {
        case NUMBER -> claimed.revision(10L * place);
        case UPDATE -> claimed.updated(NOON.minusSeconds(100 - place));
        case NUMBER_BEFORE_UPDATE -> claimed.revision(place).updated(NOON.minusSeconds(place));
      };
    }
  }

  /** What a reader of the compacted topic has in the end. */
  private record State(boolean killed, String title, String body, List<String> flags) {}

  private static State end(History history, List<Integer> arrivals) {
    RevisionTracker tracker = new RevisionTracker(TimeRules.DEFAULT, Duration.ofDays(30));
    @Nullable RevisionMemory memory = null;
    @Nullable State state = null;
    Instant now = NOON;
    for (int place : arrivals) {
      now = now.plusSeconds(7);
      Verdict verdict = tracker.judge(memory, history.revision(place).seen(now));
      memory = verdict.memory();
      if (verdict instanceof Effective effective) {
        state = state(effective.revision());
      }
    }
    return Objects.requireNonNull(state);
  }

  /** Of a kill only that it is one: it keeps headline and flags of what was seen before it. */
  private static State state(Revision last) {
    CleanPost post = last.post();
    return post.killed()
        ? new State(true, "", post.body(), List.of())
        : new State(false, post.title(), post.body(), last.flagNames());
  }

  @Provide
  Arbitrary<History> histories() {
    Arbitrary<List<Integer>> texts =
        Arbitraries.integers().between(0, 3).list().ofMinSize(1).ofMaxSize(8);
    return texts.flatMap(
        made ->
            Combinators.combine(arrivals(made.size()), Arbitraries.of(Proof.values()))
                .as((arrivals, proof) -> new History(made, arrivals, proof)));
  }

  /** All places in any order, and some of them again. */
  private static Arbitrary<List<Integer>> arrivals(int size) {
    List<Integer> places = inOrder(size);
    return Arbitraries.of(places)
        .list()
        .ofMaxSize(6)
        .flatMap(
            again -> {
              List<Integer> all = new ArrayList<>(places);
              all.addAll(again);
              return Arbitraries.shuffle(all);
            });
  }

  private static List<Integer> inOrder(int size) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      places.add(place);
    }
    return places;
  }

  @Property(tries = 5_000)
  void shouldEndAsInOrder(@ForAll("histories") History history) {
    State expected = end(history, inOrder(history.texts().size()));
    assertThat(end(history, history.arrivals())).isEqualTo(expected);
  }

  @Property
  void shouldEndWithTheNewest(@ForAll("histories") History history) {
    int newest = history.texts().get(history.texts().size() - 1);
    State end = end(history, history.arrivals());
    assertThat(end.killed()).isEqualTo(newest == 0);
    assertThat(end.title()).isEqualTo(newest == 0 ? "" : "T" + newest);
  }
}
