package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScorecardCommandTest {

  @TempDir Path directory;

  private final StringWriter terminal = new StringWriter();

  private int run(String... options) {
    CommandLine command = ScorecardCommand.commandLine();
    command.setOut(new PrintWriter(terminal)).setErr(new PrintWriter(terminal));
    return command.execute(options);
  }

  private int quick(Path out, int threads, int seed) {
    return run(
        "--quick",
        "--rates",
        "0.1",
        "--seed",
        "" + seed,
        "--threads",
        "" + threads,
        "--nab",
        directory.toString(),
        "--out",
        out.toString());
  }

  private void writeNab() throws IOException {
    Files.writeString(directory.resolve("Some.csv"), "timestamp,value\n2022-01-01 00:00:00,9\n");
    Files.writeString(
        directory.resolve("windows.json"),
        "{\"Some.csv\": [[\"2022-01-01 00:00:00\", \"2022-01-01 01:00:00\"]]}");
  }

  @Test
  void shouldWriteTheSameTwiceHoweverManyThreads() throws IOException {
    writeNab();
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    Path other = directory.resolve("other");

    assertThat(quick(one, 1, 1)).isZero();
    assertThat(quick(two, 2, 1)).isZero();
    assertThat(quick(other, 2, 2)).isZero();

    for (String file : new String[] {"scorecard.md", "scorecard.json"}) {
      assertThat(two.resolve(file)).hasSameTextualContentAs(one.resolve(file));
    }
    assertThat(Files.readString(other.resolve("scorecard.json")))
        .isNotEqualTo(Files.readString(one.resolve("scorecard.json")));
    assertThat(one.resolve("false-alarms-tocsin.png")).isNotEmptyFile();
    JsonNode json = new ObjectMapper().readTree(one.resolve("scorecard.json").toFile());
    assertThat(json.get("falseAlarms")).hasSize(9 * 5);
    assertThat(json.get("delays")).hasSize(6 * 5);
    assertThat(json.get("liveBlogs")).hasSize(5);
    assertThat(json.get("nab").get(0).get("found").asInt()).isEqualTo(1);
    assertThat(one.resolve("scorecard.md"))
        .content()
        .contains("Every cell has at least", "| clumps of 4, polled, gaps |", "CUSUM, min");
  }

  @Test
  void shouldRefuseADirectoryWithoutNabsFiles() {
    assertThat(run("--nab", directory.toString(), "--out", directory.toString())).isEqualTo(2);

    assertThat(terminal.toString()).contains("there is no windows.json in " + directory);
  }

  @Test
  void shouldRefuseRatesThatCannotBe() {
    assertThat(run("--rates", "0,1", "--out", directory.toString())).isEqualTo(2);

    assertThat(terminal.toString()).contains("--rates must be above 0");
  }
}
