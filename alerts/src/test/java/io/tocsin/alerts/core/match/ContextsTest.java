package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.HitContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contexts measured on labelled sentences of our own. Cues were tuned on one half; the other was
 * only ever measured. The figures are in docs/rules.md.
 */
class ContextsTest {

  private static final String TUNING = "contexts-tuning.tsv";
  private static final String HELD_OUT = "contexts-heldout.tsv";

  record Labelled(Set<HitContext> labels, String before, String hit, String after) {

    static Labelled parse(String line) {
      String[] columns = line.split("\t", -1);
      Set<HitContext> labels = EnumSet.noneOf(HitContext.class);
      for (HitContext context : HitContext.values()) {
        if (List.of(columns[0].split(",", -1)).contains(context.text())) {
          labels.add(context);
        }
      }
      String[] parts = columns[1].split("\\[\\[|]]", -1);
      return new Labelled(labels, parts[0], parts[1], parts[2]);
    }

    Set<HitContext> found() {
      String text = before + hit + after;
      return new Contexts("en", text).of(before.length(), before.length() + hit.length());
    }
  }

  private record Score(int right, int found, int labelled) {

    double precision() {
      return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
      return labelled == 0 ? 1 : (double) right / labelled;
    }
  }

  private static List<Labelled> sentences(String file) throws IOException {
    return lines(file).map(Labelled::parse).toList();
  }

  private static Stream<String> lines(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(ContextsTest.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#"));
    }
  }

  private static Score score(List<Labelled> sentences, HitContext context) {
    int right = 0;
    int found = 0;
    int labelled = 0;
    for (Labelled sentence : sentences) {
      boolean isFound = sentence.found().contains(context);
      boolean is = sentence.labels().contains(context);
      found += isFound ? 1 : 0;
      labelled += is ? 1 : 0;
      right += is && isFound ? 1 : 0;
    }
    return new Score(right, found, labelled);
  }

  @ParameterizedTest
  @ValueSource(strings = {TUNING, HELD_OUT})
  void shouldTellWhatIsNegated(String file) throws IOException {
    Score score = score(sentences(file), HitContext.NEGATED);

    assertThat(score.precision()).isGreaterThanOrEqualTo(0.9);
    assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
  }

  @ParameterizedTest
  @EnumSource(HitContext.class)
  void shouldTellTheOtherContexts(HitContext context) throws IOException {
    Score score = score(sentences(HELD_OUT), context);

    assertThat(score.precision()).isGreaterThanOrEqualTo(0.8);
    assertThat(score.recall()).isGreaterThanOrEqualTo(0.6);
  }

  record Foreign(Set<HitContext> labels, String language, String before, String hit, String after) {

    static Foreign parse(String line) {
      String[] columns = line.split("\t", -1);
      Labelled labelled = Labelled.parse(columns[0] + "\t" + columns[2]);
      return new Foreign(
          labelled.labels(), columns[1], labelled.before(), labelled.hit(), labelled.after());
    }

    Set<HitContext> found() {
      String text = before + hit + after;
      return new Contexts(language, text).of(before.length(), before.length() + hit.length());
    }
  }

  static List<Foreign> foreign() throws IOException {
    return lines("contexts-languages.tsv").map(Foreign::parse).toList();
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void shouldTellContextsInOtherLanguages(Foreign sentence) {
    assertThat(sentence.found()).isEqualTo(sentence.labels());
  }

  @Test
  void shouldHaveEnoughSentences() throws IOException {
    assertThat(sentences(TUNING).size() + sentences(HELD_OUT).size()).isGreaterThanOrEqualTo(300);
  }

  /** The figures, and of the tuning half alone what is wrong, into the build directory. */
  @Test
  void shouldWriteTheFiguresDown() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : List.of(TUNING, HELD_OUT)) {
      for (HitContext context : HitContext.values()) {
        Score score = score(sentences(file), context);
        lines.add(
            "| %s | %s | %d | %.2f | %.2f |"
                .formatted(
                    file, context.text(), score.labelled(), score.precision(), score.recall()));
      }
    }
    for (Labelled sentence : sentences(TUNING)) {
      if (!sentence.found().equals(sentence.labels())) {
        lines.add(sentence + " is found " + sentence.found());
      }
    }
    Files.write(Path.of("target", "contexts.txt"), lines);

    assertThat(lines).hasSizeGreaterThanOrEqualTo(2 * HitContext.values().length);
  }
}
