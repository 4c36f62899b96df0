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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Path alerts = recorded(rules);

    assertThat(run("--rules", rules, "--alerts", alerts, "--posts", posts)).isZero();
    assertThat(run("--rules", strict, "--alerts", alerts, "--posts", posts, "--format", "json"))
        .isEqualTo(4);
    assertThat(out.toString()).contains("\"what\" : \"lost\"");
  }

  private Path recorded(Path rules, String... more) {
    Path alerts = directory.resolve("%s-%d.jsonl".formatted(rules.getFileName(), more.length));
    List<String> line = new ArrayList<>(List.of("--rules", rules.toString()));
    line.addAll(List.of("--posts", posts.toString(), "--alerts", alerts.toString()));
    line.addAll(List.of(more));
    int backtest =
        BacktestCommand.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .execute(line.toArray(String[]::new));
    assertThat(backtest).isZero();
    return alerts;
  }

  @Test
  void shouldCompareTwoRecordingsWithoutRulesAndPosts() {
    Path old = recorded(rules);
    Path now = recorded(strict);

    assertThat(run("--alerts", old, "--alerts", old)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("alerts are the same").doesNotContain("| lost | 2022");
    assertThat(run("--alerts", old, "--alerts", now)).isEqualTo(4);
    assertThat(out.toString())
        .contains("| lost | 2022-02-11", "later by ", "the rules are not known")
        .doesNotContain("counted nothing");
    assertThat(run("--alerts", now, "--alerts", old)).isEqualTo(4);
    assertThat(out.toString()).contains("| added | 2022-02-11", "earlier by ");
  }

  @Test
  void shouldTakeOfARecordingWhatOpenedInTheRange() {
    String noon = "2022-02-11T12:00:00Z";
    Path whole = recorded(rules);
    Path morning = recorded(rules, "--to", noon);

    assertThat(run("--alerts", whole, "--alerts", morning)).isEqualTo(4);
    assertThat(run("--alerts", whole, "--alerts", morning, "--to", noon)).isZero();
    assertThat(run("--rules", rules, "--alerts", whole, "--posts", posts, "--to", noon)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rules=a", "--posts=a", "--as-of=seen", "--no-entities", "--threads=2"})
  void shouldRefuseWhatIsSuperfluousBesideTwoRecordings(String option) {
    assertThat(run("--alerts", "a.jsonl", "--alerts", "b.jsonl", option)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option.replaceAll("=.*", "") + " is given, expected none beside two --alerts");
  }

  @Test
  void shouldNameTheOptionThatIsMissing() {
    assertThat(run("--rules", rules, "--rules", strict)).isEqualTo(2);
    assertThat(err.toString()).contains("--posts is missing, expected files of posts");
    assertThat(run("--alerts", "a.jsonl")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--rules is given 0 times, expected once beside one --alerts");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("--rules is given 0 times, expected twice");
  }

  @Test
  void shouldRefuseWhatNamesNoSide() {
    assertThat(run("--alerts", "a", "--alerts", "b", "--alerts", "c")).isEqualTo(2);
    assertThat(err.toString()).contains("--alerts is given 3 times, expected at most twice");
    assertThat(run("--alerts", "a", "--alerts", "topic:posts")).isEqualTo(2);
    assertThat(err.toString()).contains("--alerts is topic:posts, expected a file or topic:alerts");
    assertThat(run("--alerts", "a", "--alerts", "b", "--of", "news")).isEqualTo(2);
    assertThat(err.toString()).contains("--of is given 1 times").contains("of which there are 0");
    assertThat(run("--alerts", "topic:alerts", "--alerts", "topic:alerts", "--of", "news"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("of which there are 2");
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
