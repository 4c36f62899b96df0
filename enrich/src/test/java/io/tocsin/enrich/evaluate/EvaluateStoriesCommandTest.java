package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateStoriesCommandTest {

  private static final String WIRE =
      "The ferry to Marsala ran aground in the night, the coast guard said, and nobody was hurt.";
  private static final String OTHER =
      "Passengers tell how they sat in the dark for hours until boats took them to the harbour.";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Path pairs, String... more) {
    CommandLine command =
        new CommandLine(new EvaluateStoriesCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return more.length == 0
        ? command.execute("--pairs", pairs.toString())
        : command.execute("--pairs", pairs.toString(), more[0]);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("pairs.txt"), java.util.List.of(lines));
  }

  @Test
  void shouldReckonPrecisionAndRecall() {
    StoryScore score = new StoryScore(4, 3, 9, 1);

    assertThat(score.precision()).isEqualTo(0.75);
    assertThat(score.recall()).isEqualTo(0.75);
    assertThat(StoryScore.NONE.precision()).isEqualTo(1);
    assertThat(StoryScore.NONE.recall()).isEqualTo(1);
  }

  @Test
  void shouldTellPerKindHowManyPairsWereKnown() throws IOException {
    Path pairs =
        file(
            "# a comment",
            "text\ta\tFerry aground\t" + WIRE,
            "text\tb\tAll safe off Marsala\t" + WIRE,
            "text\tc\tNight on the rocks\t" + OTHER,
            "pair\tcopy\tre-headed\ta\tb",
            "pair\tdifferent\tsame-event\ta\tc",
            "pair\tcopy\tretold\tb\tc");

    assertThat(run(pairs, "--errors")).isZero();
    assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "pairs.txt, all of a signature",
            "pairs.txt, what detection keeps",
            "re-headed 1 1 0 0 100.0 100.0",
            "same-event 0 0 1 0 - -",
            "retold 1 0 0 0 - 0.0",
            "retold: b, c",
            "all 2 1 1 0 100.0 50.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text\ta\tno body",
        "pair\tcopy\tkind\ta\tb",
        "pair\tmaybe\tkind\ta\ta",
        "# none",
        "text\ta\tx\ty\ntext\ta\tx\ty"
      })
  void shouldSayWhatIsWrongWithAFile(String lines) throws IOException {
    assertThat(run(file(lines.split("\n", -1)))).isEqualTo(2);
    assertThat(err.toString()).contains("--pairs", "pairs.txt");
  }
}
