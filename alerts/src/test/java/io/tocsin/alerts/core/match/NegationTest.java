package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.HitContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NegationTest {

  record Labelled(boolean negated, String language, String before, String hit, String after) {

    static Labelled parse(String line) {
      String[] columns = line.split("\t", -1);
      String[] parts = columns[2].split("\\[\\[|]]", -1);
      return new Labelled(columns[0].equals("negated"), columns[1], parts[0], parts[1], parts[2]);
    }
  }

  static List<Labelled> sentences() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NegationTest.class.getResourceAsStream("negation.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Labelled::parse)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void shouldTellWhatIsNegated(Labelled sentence) {
    assertThat(negates(sentence, "", "")).isEqualTo(sentence.negated());
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void shouldLookAtTheSentenceAlone(Labelled sentence) {
    String before = "There is no danger and nobody denies that it was not planned. ";
    String after = " No more is known, and nothing was ruled out.";

    assertThat(negates(sentence, before, after)).isEqualTo(sentence.negated());
  }

  @Test
  void shouldHaveEnoughLabelledSentences() throws IOException {
    assertThat(sentences()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(sentences()).extracting(Labelled::negated).contains(true, false);
  }

  @Test
  void shouldNegateNothingInALanguageWithoutCues() {
    Labelled finnish = new Labelled(false, "fi", "Kaupunkia ei ", "evakuoida", ".");

    assertThat(Stream.of(finnish).map(s -> negates(s, "", ""))).containsExactly(false);
  }

  private static boolean negates(Labelled sentence, String prefix, String suffix) {
    String before = prefix + sentence.before();
    String text = before + sentence.hit() + sentence.after() + suffix;
    return new Contexts(sentence.language(), text)
        .of(before.length(), before.length() + sentence.hit().length())
        .contains(HitContext.NEGATED);
  }
}
