package io.tocsin.alerts.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a key counts when nothing happens: a gamma distribution of its rate that forgets
 * exponentially <em>towards its prior</em>, and for each window a dispersion of its own.
 *
 * <p>It is fed with whole buckets of {@link #BUCKET_MILLIS}, one after the other, and only with
 * those that have left the longest window. A bucket with {@code n} voices and weight {@code w}
 * gives
 *
 * <pre>
 * shape    ← shape₀    + ρ·(shape − shape₀)       + w·n
 * exposure ← exposure₀ + ρ·(exposure − exposure₀) + w·bucket      ρ = 2^(−bucket/half-life)
 * </pre>
 *
 * (West and Harrison 1997, ch. 2 and 10, discounting; towards the prior instead of towards
 * ignorance). The dispersion of a window is the ratio of discounted sums of squared forecast errors
 * and of the variances that a Poisson process would have given them (Pearson's estimator; McCullagh
 * and Nelder 1989, 4.5.2), over blocks as long as the window, drawn to {@link #PRIOR_DISPERSION}.
 * Buckets in which it was loud are counted with a small weight and cut, see {@link #absorb}.
 */
final class Forecast {

  /** Length of a bucket in milliseconds: 10 minutes. */
  static final long BUCKET_MILLIS = 600_000;

  /** After this time half of what was seen is forgotten: 7 days, in milliseconds. */
  static final long HALF_LIFE_MILLIS = 604_800_000;

  /** Shape of the prior. */
  static final double PRIOR_SHAPE = 0.5;

  /** Exposure of the prior: 24 hours, so that half a voice a day is expected of an unknown key. */
  static final double PRIOR_EXPOSURE_MILLIS = 86_400_000;

  /** Dispersion of the prior. */
  static final double PRIOR_DISPERSION = 1.1;

  /** How many expected voices the prior dispersion weighs. */
  static final double PRIOR_DISPERSION_WEIGHT = 5;

  /** No larger dispersion is believed. */
  static final double MAX_DISPERSION = 100;

  /** The least weight of a bucket in which it was loud. */
  static final double LOUD_WEIGHT = 0.1;

  /** With so much history a loud bucket has its least weight: 3 days, in milliseconds. */
  static final double SETTLED_MILLIS = 259_200_000;

  /** A loud bucket counts as no more than the count that is exceeded with this probability. */
  static final double LOUD_QUANTILE = 0.05;

  /** The forecast has forgotten its key when no more than this many voices are left in it. */
  static final double FORGOTTEN = 0.05;

  private static final double RETENTION =
      StrictMath.pow(0.5, (double) BUCKET_MILLIS / HALF_LIFE_MILLIS);

  /** No squared error counts as more than so many variances, lest one event says all. */
  private static final double ERROR_LIMIT = 25;

  /** The same for the first of a run of loud stretches. */
  private static final double LOUD_ERROR_LIMIT = 4;

  private final Block[] blocks;
  private double shape = PRIOR_SHAPE;
  private double exposure = PRIOR_EXPOSURE_MILLIS;

  /** The forecast of a key of which nothing is known. */
  Forecast(long[] windows) {
    blocks = new Block[windows.length];
    Arrays.setAll(blocks, i -> new Block(bucketsOf(windows[i])));
  }

  private static int bucketsOf(long window) {
    return (int) Math.max(1, (window + BUCKET_MILLIS - 1) / BUCKET_MILLIS);
  }

  /** Shape of the gamma distribution of the rate. */
  double shape() {
    return shape;
  }

  /** Inverse scale of the gamma distribution of the rate, in milliseconds. */
  double exposureMillis() {
    return exposure;
  }

  /** Dispersion of the counts of a window, by its place in the rule. */
  double dispersion(int window) {
    return blocks[window].dispersion();
  }

  /** Whether nothing worth remembering is left. */
  boolean isForgotten() {
    return shape - PRIOR_SHAPE <= FORGOTTEN;
  }

  /** The prediction for a stretch of time, with the dispersion of a window. */
  NegativeBinomial predict(long millis, int window) {
    return NegativeBinomial.predictive(
        millis * shape / exposure, blocks[window].dispersion(), shape);
  }

  /**
   * Takes the next bucket.
   *
   * @param voices voices in it
   * @param loud whether it was part of a spike that does not yet count as the new level: then it is
   *     cut at the forecast's upper quantile (but not below 1) and weighs the less the more history
   *     there is to protect
   */
  void absorb(int voices, boolean loud) {
    double expected = BUCKET_MILLIS * shape / exposure;
    double weight = loud ? loudWeight() : 1;
    int counted = loud && voices > 1 ? Math.min(voices, upperQuantile()) : voices;
    for (Block block : blocks) {
      block.absorb(new Bucket(voices, counted, expected, weight, loud), shape);
    }
    shape = PRIOR_SHAPE + RETENTION * (shape - PRIOR_SHAPE) + weight * counted;
    exposure =
        PRIOR_EXPOSURE_MILLIS
            + RETENTION * (exposure - PRIOR_EXPOSURE_MILLIS)
            + weight * BUCKET_MILLIS;
  }

  /** What a bucket says: all voices, those that count, what was expected. */
  private record Bucket(int voices, int counted, double expected, double weight, boolean loud) {}

  private double loudWeight() {
    double settled = Math.min(1, (exposure - PRIOR_EXPOSURE_MILLIS) / SETTLED_MILLIS);
    return 1 - (1 - LOUD_WEIGHT) * settled;
  }

  private int upperQuantile() {
    NegativeBinomial bucket = predict(BUCKET_MILLIS, 0);
    return Math.max(1, Threshold.smallest(bucket, n -> bucket.tail(n) <= LOUD_QUANTILE) - 1);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(shape);
    out.writeDouble(exposure);
    for (Block block : blocks) {
      block.writeTo(out);
    }
  }

  void readFrom(DataInput in) throws IOException {
    shape = in.readDouble();
    exposure = in.readDouble();
    for (Block block : blocks) {
      block.readFrom(in);
    }
  }

  /**
   * The forecast errors over stretches as long as one window. Of a run of loud stretches the first
   * counts fully, because bursts that come again and again are how this key is; the others are cut
   * and weigh little, because one long crisis is not.
   */
  private static final class Block {

    private final int buckets;
    private double squaredErrors;
    private double variances;
    private boolean afterLoud;
    private int filled;
    private int voices;
    private int counted;
    private double expected;
    private double weight = 1;
    private boolean loud;

    Block(int buckets) {
      this.buckets = buckets;
    }

    double dispersion() {
      double ratio =
          (PRIOR_DISPERSION_WEIGHT * PRIOR_DISPERSION + squaredErrors)
              / (PRIOR_DISPERSION_WEIGHT + variances);
      return Math.min(MAX_DISPERSION, Math.max(1, ratio));
    }

    void absorb(Bucket bucket, double shape) {
      squaredErrors *= RETENTION;
      variances *= RETENTION;
      voices += bucket.voices();
      counted += bucket.counted();
      expected += bucket.expected();
      weight = Math.min(weight, bucket.weight());
      loud |= bucket.loud();
      filled++;
      if (filled == buckets) {
        close(shape);
      }
    }

    private void close(double shape) {
      boolean whole = !(loud && afterLoud);
      double uncertainty = expected * expected / shape;
      double limit =
          (loud ? LOUD_ERROR_LIMIT : ERROR_LIMIT) * (1 + dispersion() * expected + uncertainty);
      double error = (whole ? voices : counted) - expected;
      double trust = whole ? 1 : weight;
      squaredErrors += trust * Math.min(limit, error * error);
      variances += trust * (expected + uncertainty);
      afterLoud = loud;
      filled = 0;
      voices = 0;
      counted = 0;
      expected = 0;
      weight = 1;
      loud = false;
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeDouble(squaredErrors);
      out.writeDouble(variances);
      out.writeBoolean(afterLoud);
      out.writeInt(filled);
      out.writeInt(voices);
      out.writeInt(counted);
      out.writeDouble(expected);
      out.writeDouble(weight);
      out.writeBoolean(loud);
    }

    void readFrom(DataInput in) throws IOException {
      squaredErrors = in.readDouble();
      variances = in.readDouble();
      afterLoud = in.readBoolean();
      filled = in.readInt();
      voices = in.readInt();
      counted = in.readInt();
      expected = in.readDouble();
      weight = in.readDouble();
      loud = in.readBoolean();
    }
  }
}
