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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

  /** Rings at the first mention, so that chance histories give many events of all kinds. */
  private static final PostLogic TOUCHY =
      new PostLogic(
          rules(
              """
              rules:
                - id: leave
                  match: evacuate OR evacuation
                  scope: country
                  windows: [10m, 1h]
                  falseAlarms: 2 per 1d
                  minimum: {voices: 1, sources: 1}
                  severity: {warning: 1 voices, critical: {voices: 3, sources: 2}}
                  cooldown: 6h
                - id: any-invasion
                  match: invasion
                  windows: [1h, 4h]
                  falseAlarms: 1 per 2d
                  minimum: {voices: 2, sources: 1}
                  cooldown: 6h
              """
                  .getBytes(StandardCharsets.UTF_8)));

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
    List<Delivery> history = chance(new Random(historySeed));
    long end = history.get(history.size() - 1).time() + DAY.toMillis();
    List<AlertEvent> expected = SimulatedPipeline.run(ONE, TOUCHY, history, end, 0);

    assertThat(SimulatedPipeline.run(new Shape(raw, posts, detect), TOUCHY, history, end, seed))
        .isEqualTo(expected);
  }

  /** The chance histories are worth something only if every kind of event comes out of them. */
  @Property(tries = 1)
  void shouldBeTriedOnEveryKindOfEvent() {
    Set<AlertEvent.Type> seen = EnumSet.noneOf(AlertEvent.Type.class);
    for (long seed = 0; seed < 100; seed++) {
      List<Delivery> history = chance(new Random(seed));
      long end = history.get(history.size() - 1).time() + DAY.toMillis();
      SimulatedPipeline.run(ONE, TOUCHY, history, end, 0).forEach(event -> seen.add(event.type()));
    }

    assertThat(seen).containsExactlyInAnyOrder(AlertEvent.Type.values());
  }

  /** Some days of posts, edits, kills and re-deliveries, many of them at the same instant. */
  private static List<Delivery> chance(Random random) {
    List<Delivery> history = new ArrayList<>();
    long start = Instant.parse("2022-02-11T00:00:00Z").toEpochMilli();
    int size = 20 + random.nextInt(60);
    for (int i = 0; i < size; i++) {
      long time =
          start + random.nextInt(1 + random.nextInt(300)) * Duration.ofMinutes(7).toMillis();
      history.add(post(random, time));
    }
    history.sort(Comparator.comparingLong(Delivery::time).thenComparing(Delivery::key));
    return history;
  }

  private static Delivery post(Random random, long time) {
    String source = "source-" + random.nextInt(4);
    String id = Integer.toString(random.nextInt(9));
    String status = random.nextInt(10) == 0 ? "canceled" : "usable";
    String text =
        TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextInt(3) == 0 ? "" : own(random));
    String json =
        String.format(
            Locale.ROOT,
            "{\"source\":\"%s\",\"id\":\"%s\",\"status\":\"%s\",\"title\":\"Note %d\",\"body\":\"%s\","
                + "\"language\":\"en\"}",
            source,
            id,
            status,
            random.nextInt(3),
            text);
    return new Delivery(time, source + ":" + id, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Words of a post's own, so that it is no copy of the others. */
  private static String own(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      words.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return words.append('.').toString();
  }

  private static final List<String> WORDS =
      List.of(
          ("river bridge market school tram lamp window paper garden stone copper winter summer letter"
                  + " kitchen doctor teacher engine harvest cloud thunder silver morning evening ticket"
                  + " bakery cinema harbour forest mountain village station platform music theatre")
              .split(" "));

  private static final List<String> TEXTS =
      List.of(
          "Two districts of Kyiv are told to evacuate before the evening, the mayor said.",
          "The mayor says that there is no order to evacuate Kyiv, and that shops stay open.",
          "France has begun the evacuation of its embassy; Germany watches.",
          "An invasion is feared in Ukraine, officials in Poland said on Friday.",
          "An invasion is feared in Ukraine, officials in Poland said on Friday evening.",
          "The harvest was good this year, farmers said, and prices fall.");

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
