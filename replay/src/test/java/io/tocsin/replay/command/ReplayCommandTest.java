package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any cluster is asked. */
class ReplayCommandTest {

  @TempDir private Path directory = Path.of("unset");
  private final StringWriter err = new StringWriter();
  private Path posts = Path.of("unset");

  @BeforeEach
  void writePosts() throws IOException {
    posts =
        Files.writeString(
            directory.resolve("posts.jsonl"),
            "{\"source\":\"s\",\"id\":\"1\",\"seenAt\":\"2022-02-11T06:00:00Z\"}\n");
  }

  private void assertRefused(String word, String... args) {
    List<String> all = new ArrayList<>(List.of(posts.toString(), "--name", "test"));
    all.addAll(List.of("--bootstrap-servers", "127.0.0.1:1", "--registry", "http://127.0.0.1:1"));
    all.addAll(List.of(args));
    int exit =
        ReplayCommand.commandLine()
            .setErr(new PrintWriter(err, true))
            .setOverwrittenOptionsAllowed(true)
            .execute(all.toArray(String[]::new));

    assertThat(err.toString()).contains(word);
    assertThat(exit).isNotZero();
  }

  @Test
  void shouldRefuseWrongOptions() {
    assertRefused("expected real, max", "--speed", "fast");
  }

  @Test
  void shouldRefuseAnotherTime() {
    assertRefused("expected seen or published", "--as-of", "guessed");
  }

  @Test
  void shouldRefuseARangeWithoutAZoneOrInTheWrongOrder() {
    assertRefused("--zone", "--from", "2022-02-11T06:00");
    assertRefused(
        "before the beginning", "--from", "2022-02-12T06:00:00Z", "--to", "2022-02-11T06:00:00Z");
  }

  @Test
  void shouldRefuseAnEmptyRange() {
    assertRefused("no post in the range", "--from", "2022-02-12T06:00:00Z");
  }

  @Test
  void shouldRefuseAnEndBeforeTheFirstPost() {
    assertRefused("no post in the range", "--to", "2022-02-11T05:00:00Z");
  }

  @Test
  void shouldRefuseAWrongName() {
    assertRefused("lower-case", "--name", "No Good");
  }

  @Test
  void shouldRefuseRulesThatAreNoRules() throws IOException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), "rules:\n  - id: x\n");
    assertRefused("rules.yaml", "--rules", rules.toString());
    assertRefused(
        "expected a file of rules (YAML) that exists",
        "--rules",
        directory.resolve("none").toString());
  }

  @Test
  void shouldTellAllProblemsOfTheConfiguration() {
    assertRefused("tocsin.thread", "--set", "thread=1");
  }

  @Test
  void shouldTellTheLineOfABadPost() throws IOException {
    Files.writeString(posts, "{\"source\":\"s\",\"id\":\"1\"}\n");
    assertRefused("line 1: has neither seenAt nor publishedAt");
  }
}
