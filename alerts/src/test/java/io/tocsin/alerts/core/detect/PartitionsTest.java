package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Neither partitions nor interleaving nor the clock's cadence nor crashes can be seen. */
class PartitionsTest {

  private static final Rule EVACUATION = Rules.rule("evacuation").build();
  private static final Rule INVASION =
      Rules.rule("invasion")
          .windows(Duration.ofMinutes(10), Duration.ofHours(1))
          .minimum(2, 2)
          .cooldown(Duration.ofHours(6))
          .build();
  private static final List<String> SCOPES = List.of("UA", "PL", "RU", "unknown");

  /** Half an hour between the stories of a source; from the second day on some publish more. */
  static final List<MinuteCount> STORIES = stories();

  private static List<MinuteCount> stories() {
    List<MinuteCount> stories = new ArrayList<>();
    for (long time = at(0, 0, 0); time < at(4, 0, 0); time += 30 * MINUTE) {
      for (int source = 0; source < 6; source++) {
        int published = time > at(1, 6, 0) && source % 2 == 0 ? 4 : 1;
        stories.add(new MinuteCount(MinuteCount.What.STORIES, time, "s" + source, published));
      }
    }
    return stories;
  }

  static Rule rule(String id) {
    return id.equals("invasion") ? INVASION : EVACUATION;
  }

  /** Three days of posts about several places, some of them edited or killed later. */
  static List<MentionEvent> coverage(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<MentionEvent> coverage = new ArrayList<>();
    long time = at(0, 0, 0);
    int post = 0;
    while (time < at(3, 0, 0)) {
      boolean crisis =
          (time > at(1, 9, 0) && time < at(1, 12, 0))
              || (time > at(1, 15, 0) && time < at(1, 17, 0));
      time += random.nextLong(crisis ? 6 * MINUTE : 3 * HOUR);
      if (random.nextInt(4) > 0) {
        time = time / MINUTE * MINUTE;
      }
      addPost(coverage, random, "p" + post++, time, crisis);
    }
    coverage.sort(PendingMentions.ORDER);
    return coverage;
  }

  private static void addPost(
      List<MentionEvent> coverage,
      SplittableRandom random,
      String post,
      long time,
      boolean crisis) {
    String source = "s" + random.nextInt(6);
    String scope = SCOPES.get(crisis ? random.nextInt(2) : random.nextInt(SCOPES.size()));
    for (Rule rule : List.of(EVACUATION, INVASION)) {
      if (random.nextInt(3) > 0) {
        MentionEvent mention =
            Rules.mention(rule, scope, source, post, time, Signatures.of(random.nextInt(40), 0));
        coverage.add(mention);
        if (random.nextInt(5) == 0) {
          long edited = time + random.nextLong(8 * HOUR);
          String why = edited % 2 == 0 ? MentionEvent.ERASED : "edited";
          coverage.add(Rules.takenBack(mention, edited, why));
        }
      }
    }
  }

  private static List<DetectOutput> run(
      List<MentionEvent> coverage, int raws, int posts, int detects, long seed) {
    return new PartitionsSimulator(PartitionsTest::rule, raws, posts, detects, seed)
        .run(coverage, STORIES, at(4, 0, 0));
  }

  /** One stage that holds everything and is advanced once. */
  private static List<DetectOutput> plainly(List<MentionEvent> coverage) {
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(
            PartitionsTest::rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
    coverage.forEach(stage::hold);
    stage.told(STORIES);
    stage.advance(at(4, 0, 0), outputs::add);
    outputs.sort(PartitionsSimulator.ORDER);
    return outputs;
  }

  @Property(tries = 30)
  void shouldGiveTheSameForAnyPartitionsInterleavingCadenceAndCrashes(
      @ForAll @IntRange(min = 1, max = 4) int raws,
      @ForAll @IntRange(min = 1, max = 5) int posts,
      @ForAll @IntRange(min = 1, max = 5) int detects,
      @ForAll @IntRange(min = 0, max = 5) int story,
      @ForAll long seed) {
    List<MentionEvent> coverage = coverage(story);

    List<DetectOutput> outputs = run(coverage, raws, posts, detects, seed);

    assertThat(outputs.equals(plainly(coverage)))
        .as("%d raw, %d post and %d detect partitions", raws, posts, detects)
        .isTrue();
  }

  @Example
  void shouldHaveSomethingToCompare() {
    List<AlertEvent> events = new ArrayList<>();
    for (int story = 0; story <= 5; story++) {
      for (DetectOutput output : plainly(coverage(story))) {
        if (output instanceof AlertEvent event) {
          events.add(event);
        }
      }
    }
    assertThat(events)
        .extracting(AlertEvent::type)
        .contains(AlertEvent.Type.values())
        .hasSizeGreaterThan(30);
    assertThat(events).extracting(AlertEvent::at).allMatch(at -> at < at(4, 0, 0) + DAY);
  }

  @Example
  void shouldGoOnWaitingWhileAPartitionIsSilent() {
    List<MentionEvent> coverage = coverage(1);
    DetectStage stage =
        new DetectStage(
            PartitionsTest::rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
    coverage.forEach(stage::hold);
    List<DetectOutput> outputs = new ArrayList<>();
    stage.advance(at(1, 0, 0), outputs::add);
    stage.advance(at(0, 12, 0), outputs::add);

    assertThat(outputs).allMatch(output -> output.at() <= at(1, 0, 0));
    assertThat(stage.clock()).hasValue(at(1, 0, 0));
  }
}
