package io.tocsin.alerts.core.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fingerprints with four bits of each hash; those with one bit are in {@link VoicesTest}. */
class StorySignatureTest {

  private static final String FOUR_BITS = "minhash-4bit-64-w3-v2";

  /** Of the first hashes so many are as in another fingerprint, all others are not. */
  private static @Nullable StorySignature signature(int equal, int shingles) {
    byte[] bits = new byte[32];
    for (int i = equal; i < 64; i++) {
      bits[i / 2] |= (byte) (i % 2 == 0 ? 0x09 : 0x60);
    }
    return StorySignature.of(new Signature(FOUR_BITS, bits, shingles));
  }

  private static StorySignature reference(int shingles) {
    return requireNonNull(signature(64, shingles));
  }

  @ParameterizedTest
  @CsvSource({
    "15, 100, 100, true",
    "14, 100, 100, false",
    "15, 100, 120, true",
    "14, 100, 190, true",
    "10, 100, 200, false",
    "12, 100, 300, true",
    "10, 100, 400, true",
    "9, 100, 400, false",
    "10, 8, 1000000, true",
    "9, 8, 1000000, false"
  })
  void shouldBeOfACopyWhereEnoughHashesAgreeForTheLengths(
      int equal, int shingles, int others, boolean copy) {
    assertThat(requireNonNull(signature(equal, shingles)).isCopyOf(reference(others)))
        .isEqualTo(copy);
    assertThat(reference(others).isCopyOf(requireNonNull(signature(equal, shingles))))
        .isEqualTo(copy);
  }

  @Test
  void shouldBeMissingWhereItIsWeakOrMalformed() {
    assertThat(signature(64, 7)).isNull();
    assertThat(StorySignature.of(new Signature(FOUR_BITS, new byte[17], 60))).isNull();
    assertThat(StorySignature.of(new Signature(FOUR_BITS, new byte[4_096], 60))).isNull();
    assertThat(signature(64, Integer.MAX_VALUE)).isNotNull();
  }

  @Test
  void shouldNotCompareWithOneOfAnotherMethod() {
    Signature oneBit = new Signature("minhash-1bit-256-w3-v1", new byte[32], 60);

    assertThat(requireNonNull(StorySignature.of(oneBit)).isCopyOf(reference(60))).isFalse();
    assertThat(reference(60).isCopyOf(requireNonNull(StorySignature.of(oneBit)))).isFalse();
  }

  /** Two made of other hashes are taken for copies as rarely as is said where it is likeliest. */
  @Test
  void shouldHardlyEverTakeUnrelatedTextsForCopies() {
    SplittableRandom random = new SplittableRandom(5);
    SignatureRows rows = new SignatureRows();
    for (int i = 0; i < 1_000; i++) {
      rows.insert(i, random(random, 1_000));
    }
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      found += rows.firstCopied(random(random, 100), 1_000) < 1_000 ? 1 : 0;
    }

    assertThat(found).as("of a million pairs").isBetween(5, 60);
  }

  private static StorySignature random(SplittableRandom random, int shingles) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return requireNonNull(StorySignature.of(new Signature(FOUR_BITS, bits, shingles)));
  }

  /** As enrich signed the labelled pairs of its tests. */
  @Nested
  class OnSignedPairs {

    private record Signed(boolean copy, String kind, Signature one, Signature other) {

      static Signed read(String line) {
        String[] cells = line.split("\t", -1);
        return new Signed(
            cells[0].equals("copy"), cells[1], signature(cells, 2), signature(cells, 4));
      }

      private static Signature signature(String[] cells, int from) {
        return new Signature(
            FOUR_BITS, HexFormat.of().parseHex(cells[from]), Integer.parseInt(cells[from + 1]));
      }

      /** The same with the other one first. */
      Signed turned() {
        return new Signed(copy, kind, /* one= */ other, /* other= */ one);
      }

      /** As detection finds it: among rows of others. */
      boolean taken() {
        SignatureRows rows = new SignatureRows();
        rows.insert(0, StorySignature.of(one));
        return rows.firstCopied(requireNonNull(StorySignature.of(other)), 1) == 0;
      }
    }

    private static List<Signed> pairs() throws IOException {
      try (InputStream file =
          requireNonNull(StorySignatureTest.class.getResourceAsStream("story-signatures.tsv"))) {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(Signed::read)
            .toList();
      }
    }

    @Test
    void shouldKnowCopiesFromOtherReports() throws IOException {
      List<Signed> taken = pairs().stream().filter(Signed::taken).toList();
      long copies = pairs().stream().filter(Signed::copy).count();
      long found = taken.stream().filter(Signed::copy).count();

      assertThat(copies).isGreaterThan(400);
      assertThat((double) found / taken.size()).as("precision").isGreaterThanOrEqualTo(0.95);
      assertThat((double) found / copies).as("recall").isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void shouldKnowThemWhicheverCameFirst() throws IOException {
      List<Boolean> forwards = new ArrayList<>();
      List<Boolean> backwards = new ArrayList<>();
      for (Signed pair : pairs()) {
        forwards.add(pair.taken());
        backwards.add(pair.turned().taken());
      }

      assertThat(backwards).isEqualTo(forwards);
    }
  }

  @Test
  void shouldKeepSizesApartInOneByte() {
    int[] sizes =
        Arrays.stream(new int[] {0, 1, 8, 100, 109, 100_000, Integer.MAX_VALUE})
            .map(CopyThreshold::sizeOf)
            .toArray();

    assertThat(sizes).containsExactly(0, 0, 48, 106, 108, 255, 255);
  }
}
