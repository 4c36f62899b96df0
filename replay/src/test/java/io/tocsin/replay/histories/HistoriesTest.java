package io.tocsin.replay.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.runtime.probe.ProbeRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The regression corpus: each directory of {@code histories} holds posts, rules and the alerts that
 * have to come of them, all three for people to read and write.
 */
class HistoriesTest {

  private static final Path HISTORIES =
      Path.of(
          System.getProperty("tocsin.root", ".."),
          "replay",
          "src",
          "test",
          "resources",
          "histories");

  @TempDir private Path directory;

  private static List<String> histories() {
    try (Stream<Path> all = Files.list(HISTORIES)) {
      return all.filter(Files::isDirectory).map(d -> d.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldKnowAtLeastTwelveHistories() {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void shouldRingAsWritten(String name) throws IOException {
    List<String> expected =
        Files.readAllLines(HISTORIES.resolve(name).resolve("expected.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(String::strip)
            .toList();

    assertThat(alerts(name, false)).as(name).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void shouldRingTheSameWhenTheProbeSaysTheSameAsAll(String name) throws IOException {
    assertThat(alerts(name, true)).as(name).isEqualTo(alerts(name, false));
  }

  private List<String> alerts(String name, boolean probed) throws IOException {
    Path history = HISTORIES.resolve(name);
    StoryPosts posts = StoryPosts.read(Files.readAllLines(history.resolve("posts.txt")));
    RuleFile rules = RuleFile.read(Files.readAllBytes(history.resolve("rules.yaml")));
    assertThat(rules.problems()).as(name).isEmpty();
    List<String> alerts = new ArrayList<>();
    Backtest.run(
        new BacktestRequest(
            List.of(write(posts.posts(), probed)),
            new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, posts.end()), null, 0),
            List.of(rules.rules()),
            true,
            1),
        (set, output) -> {
          if (output instanceof AlertEvent event) {
            alerts.add(line(event));
          }
        });
    return alerts.isEmpty() ? List.of("nothing") : alerts;
  }

  private Path write(List<RecordedPost> posts, boolean probed) throws IOException {
    List<String> lines = new ArrayList<>();
    for (RecordedPost post : posts) {
      lines.add(PostJson.write(post));
      if (probed) {
        lines.add(ofTheProbe(post));
      }
    }
    return Files.write(directory.resolve("posts.jsonl"), lines);
  }

  private static String ofTheProbe(RecordedPost post) {
    String source = "\"source\":\"" + post.source() + "\"";
    String json = PostJson.write(post);
    assertThat(json).contains(source);
    return json.replace(source, "\"source\":\"" + ProbeRecords.SOURCE + "\"");
  }

  private static String line(AlertEvent event) {
    return String.format(
        Locale.ROOT,
        "%s | %s | %s | %s | %d counted, %d sources",
        StoryTime.format(event.at()),
        event.type().name().toLowerCase(Locale.ROOT),
        event.ruleId(),
        event.scope().isEmpty() ? "everywhere" : event.scope(),
        event.alert().decision().observed(),
        event.alert().decision().sources().size());
  }
}
