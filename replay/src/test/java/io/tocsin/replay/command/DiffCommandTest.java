package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.sample.SampleHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path posts;
  private Path rules;
  private Path strict;

  @BeforeEach
  void writeFiles() throws IOException {
    posts = directory.resolve("posts.jsonl");
    try (JsonLinesWriter writer = new JsonLinesWriter(Files.newOutputStream(posts))) {
      for (RecordedPost post : SampleHistory.crisisDay()) {
        writer.write(post);
      }
    }
    String yaml = new String(SampleHistory.rules(), StandardCharsets.UTF_8);
    rules = Files.writeString(directory.resolve("old.yaml"), yaml);
    strict =
        Files.writeString(
            directory.resolve("new.yaml"),
            yaml.replace("voices: 3, sources: 2", "voices: 6, sources: 4"));
  }

  private int run(Object... line) {
    List<String> all = new ArrayList<>();
    List.of(line).forEach(part -> all.add(part.toString()));
    return DiffCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void shouldFindNoDifferenceBetweenEqualRules() {
    assertThat(run("--rules", rules, "--rules", rules, "--posts", posts)).isZero();
    assertThat(out.toString()).contains("alerts are the same").doesNotContain("| lost | 2022");
  }

  @Test
  void shouldTellWhatStricterRulesChange() {
    assertThat(run("--rules", rules, "--rules", strict, "--posts", posts)).isEqualTo(4);
    assertThat(out.toString())
        .contains("| lost | 2022-02-11")
        .contains("later by ")
        .contains("minimum was 3 voices, 2 sources and is 6 voices, 4 sources");
  }

  @Test
  void shouldCompareWithWhatABacktestHasWritten() {
    Path alerts = directory.resolve("alerts.jsonl");
    int backtest =
        BacktestCommand.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .execute(
                "--rules",
                rules.toString(),
                "--posts",
                posts.toString(),
                "--alerts",
                alerts.toString());

    assertThat(backtest).isZero();
    assertThat(run("--rules", rules, "--alerts", alerts, "--posts", posts)).isZero();
    assertThat(run("--rules", strict, "--alerts", alerts, "--posts", posts, "--format", "json"))
        .isEqualTo(4);
    assertThat(out.toString()).contains("\"what\" : \"lost\"");
  }

  @Test
  void shouldTellAlertsThatAreNone() throws IOException {
    Path cut = Files.writeString(directory.resolve("cut.jsonl"), "{\"type\":\"OPENED\",\"ale");

    assertThat(run("--rules", rules, "--alerts", cut, "--posts", posts)).isEqualTo(2);
    assertThat(err.toString()).contains("line 1", "the file ends in the middle of this line");
  }

  @Test
  void shouldAskForTwoSetsOfRules() {
    assertThat(run("--rules", rules, "--posts", posts)).isEqualTo(2);
    assertThat(err.toString()).contains("--rules is given 1 times, expected twice");
  }
}
