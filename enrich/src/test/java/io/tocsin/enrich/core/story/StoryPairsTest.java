package io.tocsin.enrich.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Copies of one text are told from other reports by the estimate that readers make. */
class StoryPairsTest {

  /** Where readers are advised to draw the line. */
  private static final double THRESHOLD = 0.35;

  private static final SignatureAnnotator ANNOTATOR = new SignatureAnnotator();

  /** The formula as the schema of the signature gives it. */
  private static double similarity(Signature one, Signature other) {
    int bits = one.bits().remaining() * Byte.SIZE;
    int differing = 0;
    for (int i = 0; i < one.bits().remaining(); i++) {
      differing += Integer.bitCount((one.bits().get(i) ^ other.bits().get(i)) & 0xff);
    }
    return 2.0 * (bits - differing) / bits - 1;
  }

  private static Signature signature(PostText post) {
    return Objects.requireNonNull(ANNOTATOR.annotate(post, Annotations.NONE).signature());
  }

  @TestFactory
  List<DynamicTest> shouldTellCopiesFromOtherReports() throws IOException {
    return pairs().stream().map(pair -> DynamicTest.dynamicTest(pair.name, pair::check)).toList();
  }

  @Test
  void shouldHavePairsOfBothKinds() throws IOException {
    assertThat(pairs()).filteredOn(pair -> pair.copy).hasSizeGreaterThanOrEqualTo(12);
    assertThat(pairs()).filteredOn(pair -> !pair.copy).hasSizeGreaterThanOrEqualTo(12);
  }

  private static List<Pair> pairs() throws IOException {
    List<String> lines = lines();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 4 < lines.size(); i += 5) {
      pairs.add(
          new Pair(
              lines.get(i).substring(2),
              lines.get(i).startsWith("= copy"),
              new PostText(lines.get(i + 1), lines.get(i + 2), null),
              new PostText(lines.get(i + 3), lines.get(i + 4), null)));
    }
    return pairs;
  }

  private static List<String> lines() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(StoryPairsTest.class.getResourceAsStream("story-pairs.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private record Pair(String name, boolean copy, PostText one, PostText other) {

    void check() {
      double similarity = similarity(signature(one), signature(other));
      if (copy) {
        assertThat(similarity).isGreaterThanOrEqualTo(THRESHOLD);
      } else {
        assertThat(similarity).isLessThan(THRESHOLD);
      }
    }
  }
}
