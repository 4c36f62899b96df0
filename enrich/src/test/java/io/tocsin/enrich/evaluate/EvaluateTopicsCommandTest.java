package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.PostText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateTopicsCommandTest {

  private static final Pattern ALL = Pattern.compile("  all +[0-9.]+ +[0-9.]+ +([0-9.]+)");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Path gold) {
    return new CommandLine(new EvaluateTopicsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("--gold", gold.toString());
  }

  @Test
  void shouldNotCountWhatAPostMayHaveOrNot() {
    TopicGold post =
        new TopicGold(true, Set.of("war", "sport"), Set.of("crime"), new PostText("", "", null));

    assertThat(EvaluateTopicsCommand.counts(post, Set.of("war", "crime", "health")))
        .isEqualTo(
            Map.of(
                "war", new TopicCounts(1, 0, 0),
                "sport", new TopicCounts(0, 0, 1),
                "health", new TopicCounts(0, 1, 0)));
  }

  @Test
  void shouldReckonPrecisionAndRecall() {
    TopicCounts counts = new TopicCounts(3, 1, 2);

    assertThat(counts.precision()).isEqualTo(0.75);
    assertThat(counts.recall()).isEqualTo(0.6);
    assertThat(counts.f1()).isEqualTo(6 / 9.0);
    assertThat(TopicCounts.NONE.f1()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics-development.txt", "topics-held-out.txt"})
  void shouldStayAsGoodOnOurOwnPosts(String name) {
    assertThat(run(Path.of("src/test/resources/gold", name))).isZero();
    Matcher all = ALL.matcher(out.toString());
    assertThat(all.find()).isTrue();
    assertThat(Double.parseDouble(all.group(1))).isGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\tdisater\t\tA quake.",
        "easy\thealth\t\tFlu.",
        "plain\thealth\tFlu.",
        "# none"
      })
  void shouldSayWhatIsWrongWithAGoldFile(String line) throws IOException {
    Path gold = Files.writeString(directory.resolve("bad.txt"), line + "\n");

    assertThat(run(gold)).isEqualTo(2);
    assertThat(err.toString()).contains("--gold", "bad.txt");
  }
}
