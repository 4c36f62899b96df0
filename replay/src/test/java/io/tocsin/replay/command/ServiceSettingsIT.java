package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Services that are configured otherwise than by default ring as a backtest tells that does. */
@ExtendWith(ClusterExtension.class)
class ServiceSettingsIT {

  private static final String SERVICES =
      """
      tocsin:
        topics:
          partitions: 2
        ingest:
          backlog-age: 1h
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldGiveTheSameAlertsFromTheSameFile(TestCluster cluster) throws IOException {
    String replay = cluster.namespace() + "-configured";
    String posts = write("posts.jsonl", posts());
    String rules = write("rules.yaml", BacktestCommandTest.RULES);
    List<String> where =
        List.of(
            "--bootstrap-servers", cluster.bootstrapServers(), "--registry", cluster.registryUrl());
    List<String> configured = new ArrayList<>(where);
    configured.addAll(List.of("--config", write("services.yaml", SERVICES)));

    List<String> live = new ArrayList<>(List.of(posts, "--name", replay, "--rules", rules));
    live.addAll(List.of("--state-dir", cluster.stateDir().toString()));
    assertThat(run(ReplayCommand.commandLine(), live, configured)).as(err.toString()).isZero();

    List<String> diff = new ArrayList<>(List.of("--rules", rules, "--posts", posts));
    diff.addAll(List.of("--alerts", "topic:alerts", "--of", "replay-" + replay));
    assertThat(run(DiffCommand.commandLine(), diff, configured)).as(out.toString()).isZero();
    assertThat(out.toString()).contains("1 alerts are the same");
    assertThat(run(DiffCommand.commandLine(), diff, where))
        .as("by the defaults the old posts count, too")
        .isEqualTo(4);
    assertThat(out.toString()).contains("| added | 2022-02-11T06:20");
  }

  /** Three that were published hours before they were seen, and later three that were not. */
  private static String posts() {
    return post("metro", 1, "2022-02-11T06:00:00Z", "2022-02-11T03:30:00Z", "the harbour")
        + post("radio", 2, "2022-02-11T06:10:00Z", "2022-02-11T03:30:00Z", "two streets")
        + post("herald", 3, "2022-02-11T06:20:00Z", "2022-02-11T03:30:00Z", "the old town")
        + post("metro", 4, "2022-02-13T14:00:00Z", "2022-02-13T14:00:00Z", "the school")
        + post("radio", 5, "2022-02-13T14:10:00Z", "2022-02-13T14:10:00Z", "a hospital")
        + post("herald", 6, "2022-02-13T14:20:00Z", "2022-02-13T14:20:00Z", "the market");
  }

  private static String post(String source, int id, String seen, String published, String what) {
    return "{\"source\":\"%s\",\"id\":\"%d\",\"seenAt\":\"%s\",\"publishedAt\":\"%s\",\"title\":\"Hundreds evacuate %s\",\"language\":\"en\"}\n"
        .formatted(source, id, seen, published, what);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int run(CommandLine command, List<String> line, List<String> more) {
    List<String> all = new ArrayList<>(line);
    all.addAll(more);
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
