package io.tocsin.replay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.replay.simulation.SimulatedPipeline.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The claim of exact repetition: same raw posts in the order of time, a post's revisions in one
 * partition, same rules: the same alert events, for any number of partitions, any interleaving, any
 * cadence of watermarks and any crashes.
 */
class PipelineSimulationTest {

  private static final Shape ONE = new Shape(1, 1, 1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final PostLogic SAMPLE = new PostLogic(rules(sampleRules()));
  private static final List<Delivery> CRISIS =
      SampleHistory.posts().stream()
          .filter(post -> seenAt(post).isAfter(SampleHistory.CRISIS.minus(DAY)))
          .map(PipelineSimulationTest::delivery)
          .toList();
  private static final long SAMPLE_END = SampleHistory.END.toEpochMilli();
  private static final List<AlertEvent> CRISIS_ALERTS =
      SimulatedPipeline.run(ONE, SAMPLE, CRISIS, SAMPLE_END, 0);

  private static final PostLogic TOUCHY = new PostLogic(rules(ChanceHistory.rules()));

  @Property(tries = 20)
  void shouldGiveTheAlertsOfTheSampleInAnyShape(
      @ForAll @IntRange(min = 1, max = 5) int raw,
      @ForAll @IntRange(min = 1, max = 5) int posts,
      @ForAll @IntRange(min = 1, max = 5) int detect,
      @ForAll long seed) {
    assertThat(CRISIS_ALERTS).hasSizeGreaterThan(3);
    assertThat(
            SimulatedPipeline.run(new Shape(raw, posts, detect), SAMPLE, CRISIS, SAMPLE_END, seed))
        .isEqualTo(CRISIS_ALERTS);
  }

  @Property(tries = 60)
  void shouldGiveTheAlertsOfAnyHistoryInAnyShape(
      @ForAll @IntRange(min = 1, max = 6) int raw,
      @ForAll @IntRange(min = 1, max = 6) int posts,
      @ForAll @IntRange(min = 1, max = 6) int detect,
      @ForAll long seed,
      @ForAll long historySeed) {
    List<Delivery> history = ChanceHistory.posts(new Random(historySeed));
    long end = history.get(history.size() - 1).time() + DAY.toMillis();
    List<AlertEvent> expected = SimulatedPipeline.run(ONE, TOUCHY, history, end, 0);

    assertThat(SimulatedPipeline.run(new Shape(raw, posts, detect), TOUCHY, history, end, seed))
        .isEqualTo(expected);
  }

  /** Its texts are those that rules look for, and it kills and takes down as others do. */
  @Property(tries = 40)
  void shouldGiveTheSameAlertsWithPostsOfTheProbeAmongThem(
      @ForAll @IntRange(min = 1, max = 4) int raw,
      @ForAll @IntRange(min = 1, max = 4) int posts,
      @ForAll long seed,
      @ForAll long historySeed) {
    List<Delivery> history = ChanceHistory.posts(new Random(historySeed));
    long end = history.get(history.size() - 1).time() + DAY.toMillis();
    List<Delivery> probed = ChanceHistory.withProbe(history);
    assertThat(probed).hasSize(2 * history.size());

    assertThat(SimulatedPipeline.run(new Shape(raw, posts, posts), TOUCHY, probed, end, seed))
        .isEqualTo(SimulatedPipeline.run(ONE, TOUCHY, history, end, 0));
  }

  /** The chance histories are worth something only if every kind of event comes out of them. */
  @Property(tries = 1)
  void shouldBeTriedOnEveryKindOfEvent() {
    Set<AlertEvent.Type> seen = EnumSet.noneOf(AlertEvent.Type.class);
    for (long seed = 0; seed < 100; seed++) {
      List<Delivery> history = ChanceHistory.posts(new Random(seed));
      long end = history.get(history.size() - 1).time() + DAY.toMillis();
      SimulatedPipeline.run(ONE, TOUCHY, history, end, 0).forEach(event -> seen.add(event.type()));
    }

    assertThat(seen).containsExactlyInAnyOrder(AlertEvent.Type.values());
  }

  private static byte[] sampleRules() {
    try {
      return Files.readAllBytes(
          Path.of(System.getProperty("tocsin.root", ".."), "etc", "sample", "rules.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Delivery delivery(RecordedPost post) {
    return new Delivery(
        seenAt(post).toEpochMilli(),
        post.postKey(),
        PostJson.write(post).getBytes(StandardCharsets.UTF_8));
  }

  private static Instant seenAt(RecordedPost post) {
    Instant seen = post.seenAt();
    if (seen == null) {
      throw new IllegalStateException(post.postKey() + " has no seenAt");
    }
    return seen;
  }

  private static List<Rule> rules(byte[] yaml) {
    RuleFile file = RuleFile.read(yaml);
    assertThat(file.problems())
        .as(file.problems().stream().map(Object::toString).collect(Collectors.joining("\n")))
        .isEmpty();
    return file.rules();
  }
}
