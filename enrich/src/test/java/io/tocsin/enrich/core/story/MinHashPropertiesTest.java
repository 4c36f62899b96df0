package io.tocsin.enrich.core.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MinHashPropertiesTest {

  /** Five standard deviations of the estimate, at most. */
  private static final double FIVE_SIGMA = 5 * 0.067;

  @Property(tries = 300)
  void shouldEstimateTheJaccardSimilarity(
      @ForAll @IntRange(min = 1, max = 400) int common,
      @ForAll @IntRange(max = 400) int onlyOne,
      @ForAll @IntRange(max = 400) int onlyOther,
      @ForAll long seed) {
    long[] one = set(seed, 0, common + onlyOne);
    long[] other =
        LongStream.concat(
                Arrays.stream(set(seed, 0, common)),
                Arrays.stream(set(seed, common + onlyOne, onlyOther)))
            .toArray();
    double jaccard = (double) common / (common + onlyOne + onlyOther);

    assertThat(estimate(MinHash.of(one), MinHash.of(other))).isCloseTo(jaccard, within(FIVE_SIGMA));
  }

  @Property(tries = 100)
  void shouldNotDependOnOrderOrRepetition(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int size) {
    long[] set = set(seed, 0, size);
    long[] reversedTwice =
        LongStream.concat(
                LongStream.range(0, size).map(i -> set[(int) (size - 1 - i)]), Arrays.stream(set))
            .toArray();

    assertThat(MinHash.of(reversedTwice)).isEqualTo(MinHash.of(set));
  }

  private static long[] set(long seed, int from, int size) {
    return LongStream.range(from, from + size).map(i -> Shingles.mix(seed + i)).toArray();
  }

  private static double estimate(byte[] one, byte[] other) {
    int equal = 0;
    for (int i = 0; i < one.length; i++) {
      int differing = one[i] ^ other[i];
      equal += (differing & 0x0f) == 0 ? 1 : 0;
      equal += (differing & 0xf0) == 0 ? 1 : 0;
    }
    return (16.0 * equal / MinHash.FUNCTIONS - 1) / 15;
  }
}
