package io.tocsin.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.replay.simulation.ChanceHistory;
import io.tocsin.replay.simulation.Delivery;
import io.tocsin.replay.simulation.PostLogic;
import io.tocsin.replay.simulation.SimulatedPipeline;
import io.tocsin.replay.simulation.SimulatedPipeline.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The claim: a backtest gives the alert events of the pipeline, identical in key, value and
 * headers, whatever the number of threads and however the files lie.
 */
class BacktestExactnessTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final List<Rule> TOUCHY = RuleFile.read(ChanceHistory.rules()).rules();

  @TempDir private Path directory;

  /** An event as it would lie on the topic. */
  private record OnTopic(String key, String value, String headers) {

    static OnTopic of(AlertEvent event) {
      StringBuilder headers = new StringBuilder();
      CloudEventHeaders.of(event)
          .forEach(
              header ->
                  headers
                      .append(header.key())
                      .append('=')
                      .append(new String(header.value(), StandardCharsets.UTF_8))
                      .append('\n'));
      return new OnTopic(
          new RuleScope(event.ruleId(), event.scope()).key(), bytes(event), headers.toString());
    }

    private static String bytes(AlertEvent event) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      try {
        new SpecificDatumWriter<>(io.tocsin.avro.AlertEvent.class)
            .write(AlertRecords.avro(event), encoder);
        encoder.flush();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return HexFormat.of().formatHex(out.toByteArray());
    }
  }

  private static List<OnTopic> onTopic(List<AlertEvent> events) {
    return events.stream().map(OnTopic::of).toList();
  }

  @Test
  void shouldGiveTheEventsOfTheSample() throws IOException {
    List<RecordedPost> posts = SampleHistory.posts();
    List<Rule> rules = RuleFile.read(SampleHistory.rules()).rules();
    List<AlertEvent> expected =
        SimulatedPipeline.run(
            new Shape(2, 3, 2),
            new PostLogic(rules),
            posts.stream().map(BacktestExactnessTest::delivery).toList(),
            SampleHistory.END.toEpochMilli(),
            1);
    Path file = write("sample.jsonl", posts.stream().map(PostJson::write).toList());

    assertThat(expected).hasSizeGreaterThan(5);
    for (int threads : List.of(1, 3)) {
      assertThat(onTopic(run(List.of(file), rules, SampleHistory.END, threads)))
          .isEqualTo(onTopic(expected));
    }
  }

  @Test
  void shouldGiveTheEventsOfAnyHistoryHoweverItsFilesLie() throws IOException {
    PostLogic logic = new PostLogic(TOUCHY);
    int events = 0;
    long located = 0;
    for (long seed = 0; seed < 60; seed++) {
      List<Delivery> history = ChanceHistory.posts(new Random(seed));
      Instant end = Instant.ofEpochMilli(history.get(history.size() - 1).time()).plus(DAY);
      List<AlertEvent> expected =
          SimulatedPipeline.run(new Shape(1, 2, 3), logic, history, end.toEpochMilli(), seed);
      events += expected.size();
      located += expected.stream().filter(e -> e.alert().scopePoint() != null).count();
      List<String> lines = history.stream().map(BacktestExactnessTest::line).toList();
      Path whole = write("whole.jsonl", lines);

      assertThat(onTopic(run(List.of(whole), TOUCHY, end, 2)))
          .as("history %d", seed)
          .isEqualTo(onTopic(expected));
      assertThat(onTopic(run(halves(lines), TOUCHY, end, 2)))
          .as("history %d in two files", seed)
          .isEqualTo(onTopic(expected));
    }
    assertThat(events).isGreaterThan(500);
    assertThat(located).as("events of alerts on Kyiv").isGreaterThan(50);
  }

  @Test
  void shouldSortWhatIsNotInOrderAndGiveTheSame() throws IOException {
    for (long seed = 0; seed < 10; seed++) {
      List<Delivery> history = distinctTimes(ChanceHistory.posts(new Random(seed)));
      Instant end = Instant.ofEpochMilli(history.get(history.size() - 1).time()).plus(DAY);
      List<String> lines =
          new ArrayList<>(history.stream().map(BacktestExactnessTest::line).toList());
      List<AlertEvent> inOrder = run(List.of(write("a.jsonl", lines)), TOUCHY, end, 2);
      Collections.shuffle(lines, new Random(seed));

      assertThat(run(List.of(write("b.jsonl", lines)), TOUCHY, end, 2)).isEqualTo(inOrder);
    }
  }

  /** Shuffled posts of one instant have lost their order, so every post gets its own. */
  private static List<Delivery> distinctTimes(List<Delivery> history) {
    List<Delivery> distinct = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Delivery post = history.get(i);
      distinct.add(new Delivery(post.time() + i, post.key(), post.json()));
    }
    return distinct;
  }

  private List<Path> halves(List<String> lines) throws IOException {
    int middle = lines.size() / 2;
    return List.of(
        write("first.jsonl", lines.subList(0, middle)),
        write("second.jsonl", lines.subList(middle, lines.size())));
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(directory.resolve(name), lines, StandardCharsets.UTF_8);
  }

  private static List<AlertEvent> run(List<Path> files, List<Rule> rules, Instant end, int threads)
      throws IOException {
    HistoryFile.Reading reading =
        new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, end), null, 0);
    Recorded recorded = new Recorded();
    BacktestResult result =
        Backtest.run(new BacktestRequest(files, reading, List.of(rules), true, threads), recorded);
    assertThat(result.annotatorFailures()).isZero();
    return recorded.events();
  }

  private static Delivery delivery(RecordedPost post) {
    Instant seen = post.seenAt();
    if (seen == null) {
      throw new IllegalStateException(post.postKey() + " has no seenAt");
    }
    return new Delivery(
        seen.toEpochMilli(), post.postKey(), PostJson.write(post).getBytes(StandardCharsets.UTF_8));
  }

  /** A delivery as a line of a file: with its time. */
  private static String line(Delivery delivery) {
    String json = new String(delivery.json(), StandardCharsets.UTF_8);
    return json.substring(0, json.length() - 1)
        + ",\"seenAt\":\""
        + Instant.ofEpochMilli(delivery.time())
        + "\"}";
  }
}
