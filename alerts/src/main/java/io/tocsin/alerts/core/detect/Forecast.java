package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key counts when nothing happens: a gamma distribution of its rate that forgets
 * exponentially <em>towards its prior</em>, for each window a dispersion of its own, and how often
 * it has rung lately.
 *
 * <p>It is fed with whole buckets of {@link #BUCKET_MILLIS}, one after the other, and only with
 * those that have left the longest window. A bucket with {@code n} voices and weight {@code w}
 * gives
 *
 * <pre>
 * shape    ← shape₀    + ρ·(shape − shape₀)       + w·n
 * exposure ← exposure₀ + ρ·(exposure − exposure₀) + w·f·bucket    ρ = 2^(−bucket/half-life)
 * </pre>
 *
 * (West and Harrison 1997, ch. 2 and 10, discounting; towards the prior instead of towards
 * ignorance). The prior gives way to a history that speaks against it, see {@link #exposureMillis}.
 * {@code f} is how much is usual in that bucket, relative to the average: its {@link Season}, times
 * the coverage that is given with it. The dispersion of a window is the ratio of discounted sums of
 * squared forecast errors and of the variances that a Poisson process would have given them
 * (Pearson's estimator; McCullagh and Nelder 1989, 4.5.2), over blocks as long as the window, drawn
 * to {@link #PRIOR_DISPERSION}. What rang is cut at its threshold, see {@link #absorb}: it says
 * that the key reaches so far, and no more (Winsorised, Huber 1964).
 *
 * <p>Where distinct sources count, buckets do not add up: a source that speaks in each of them is
 * one source. A window then expects the sum over its buckets times a {@link #thinning} of its own,
 * which is learnt from what its blocks held, with the same memory as the rate, and drawn to 1.
 *
 * <p>Openings are counted with forgetting. When there are more of them than the budget allows,
 * tails are taken for heavier than they were seen until there are not (after Gibbs and Candès 2021,
 * adaptive conformal inference, on the scale of the dispersion), see {@link #strictness}.
 */
final class Forecast {

  /** Length of a bucket in milliseconds: 10 minutes. */
  static final long BUCKET_MILLIS = 600_000;

  /** After this time half of what was seen of the rate is forgotten: 7 days, in milliseconds. */
  static final long HALF_LIFE_MILLIS = 604_800_000;

  /**
   * After this time half of what was seen of the dispersion, and half of the openings, are
   * forgotten: 28 days, in milliseconds. How a key behaves changes slower than how much it is
   * named, and takes longer to be seen.
   */
  static final long SLOW_HALF_LIFE_MILLIS = 4 * HALF_LIFE_MILLIS;

  /** The weights of all openings of a stream of one a millisecond: about 40 days. */
  static final double OPENINGS_MEMORY_MILLIS = SLOW_HALF_LIFE_MILLIS / 0.6931471805599453;

  /** Shape of the prior. */
  static final double PRIOR_SHAPE = 0.5;

  /** Exposure of the prior: 24 hours, so that half a voice a day is expected of an unknown key. */
  static final double PRIOR_EXPOSURE_MILLIS = 86_400_000;

  /** Dispersion of the prior. */
  static final double PRIOR_DISPERSION = 1.1;

  /** How many expected voices the prior dispersion weighs. */
  static final double PRIOR_DISPERSION_WEIGHT = 15;

  /** How many sources the assumption weighs that none of them speaks twice in a window. */
  static final double THINNING_WEIGHT = 15;

  /** No larger dispersion is believed. */
  static final double MAX_DISPERSION = 1e6;

  /** The least weight of a bucket in which it was loud. */
  static final double LOUD_WEIGHT = 0.1;

  /** With so much history a loud bucket has its least weight: 3 days, in milliseconds. */
  static final double SETTLED_MILLIS = 259_200_000;

  /** A loud bucket counts as no more than the count that is exceeded with this probability. */
  static final double LOUD_QUANTILE = 0.05;

  /** The forecast has forgotten its key when no more than this many voices are left in it. */
  static final double FORGOTTEN = 0.05;

  /** By what part of it each opening beyond the free ones raises the dispersion of a key. */
  static final double STRICTNESS_PER_OPENING = 0.8;

  /**
   * So many openings, or this part of what the budget allows if that is more, are free: with one
   * false alarm in 30 days the first one is.
   */
  static final double FREE_OPENINGS = 0.75;

  /** What a bucket leaves of what was known of the rate. */
  static final double RETENTION = StrictMath.pow(0.5, (double) BUCKET_MILLIS / HALF_LIFE_MILLIS);

  private static final double SLOW_RETENTION =
      StrictMath.pow(0.5, (double) BUCKET_MILLIS / SLOW_HALF_LIFE_MILLIS);

  private final Terms terms;
  private final Block[] blocks;
  private final Season season = new Season();
  private final @Nullable Threshold[] thresholds;
  private final @Nullable Conditions[] conditions;
  private final boolean[] valid;
  private final int[] everywhere;
  private long end;
  private double shape;
  private double exposure = PRIOR_EXPOSURE_MILLIS;
  private double openings;
  private int learntOfRun;

  /** The forecast of a key of which nothing is known. */
  Forecast(Terms terms) {
    this.terms = terms;
    shape = PRIOR_SHAPE;
    blocks = new Block[terms.size()];
    Arrays.setAll(
        blocks, i -> new Block(bucketsOf(terms.window(i)), terms.countBy(), partOfBlock(i)));
    thresholds = new Threshold[2 * blocks.length];
    conditions = new Conditions[2 * blocks.length];
    valid = new boolean[2 * blocks.length];
    everywhere = new int[blocks.length];
  }

  /** What format 1 knew under other terms, which must have the same windows. */
  Forecast under(Terms other) {
    Forecast copy = new Forecast(other);
    System.arraycopy(blocks, 0, copy.blocks, 0, blocks.length);
    copy.shape = shape;
    copy.exposure = exposure;
    copy.openings = openings;
    copy.learntOfRun = learntOfRun;
    copy.end = end;
    return copy;
  }

  private static int bucketsOf(long window) {
    return (int) Math.max(1, (window + BUCKET_MILLIS - 1) / BUCKET_MILLIS);
  }

  /** Distinct sources are counted in a window, all else in blocks of whole buckets. */
  private double partOfBlock(int window) {
    double block = (double) bucketsOf(terms.window(window)) * BUCKET_MILLIS;
    return terms.countBy() == Rule.CountBy.SOURCE ? terms.window(window) / block : 1;
  }

  /** Shape of the gamma distribution of the rate. */
  double shape() {
    return shape;
  }

  /** Shape of the gamma distribution of the rate that a window sees, by its place in the rule. */
  double shape(int window) {
    return shape * thinning(window);
  }

  /**
   * How many distinct sources a window holds for each that its buckets hold, by its place in the
   * rule; 1 where voices or posts count.
   */
  double thinning(int window) {
    return blocks[window].thinning();
  }

  /**
   * Inverse scale of the gamma distribution of the rate, in milliseconds.
   *
   * <p>A prior exposure that stays would keep the forecast of a busy key a tenth too low for ever.
   * Were it itself uncertain, with a gamma distribution of shape ½ and so that {@code e₀} is
   * expected where the rate is 0, a rate {@code λ} would leave {@code e₀/(1 + e₀·λ)} of it
   * (hierarchical prior; Gelman et al. 2013, ch. 5). So much is left of it here, as far as the
   * history can be believed: that grows with the square of its length up to {@link
   * #HALF_LIFE_MILLIS}, since the first days of a busy key are the spike with which it began.
   */
  double exposureMillis() {
    double history = exposure - PRIOR_EXPOSURE_MILLIS;
    if (history <= 0) {
      return exposure;
    }
    double known = Math.min(1, history / HALF_LIFE_MILLIS);
    double conflict = PRIOR_EXPOSURE_MILLIS * (shape - PRIOR_SHAPE) / history;
    return history + PRIOR_EXPOSURE_MILLIS / (1 + known * known * conflict);
  }

  /** Voices that are expected in a stretch of effective time, in milliseconds. */
  double mean(double effective) {
    return effective * shape / exposureMillis();
  }

  /**
   * How much is usual in a window that ends now, relative to an average one of its length.
   *
   * @param window its place in the rule
   * @param coverage the part of it that is not of the season
   */
  double factor(int window, double coverage) {
    long now = end + terms.longest() + BUCKET_MILLIS / 2;
    return coverage * season.factor(now - terms.window(window), now);
  }

  /** Dispersion that the counts of a window are taken to have, by its place in the rule. */
  double dispersion(int window) {
    return strictness() * blocks[window].dispersion();
  }

  /** Whether so much time is known of the key, in milliseconds, as far as not forgotten. */
  boolean hasLearnt(long millis) {
    return exposure - PRIOR_EXPOSURE_MILLIS >= millis;
  }

  /** Whether nothing worth remembering is left. */
  boolean isForgotten() {
    return shape - PRIOR_SHAPE <= FORGOTTEN;
  }

  /** Whether so many buckets could make it forgotten if nothing were in them: a quick bound. */
  boolean couldBeForgottenAfter(long buckets) {
    double left = (shape - PRIOR_SHAPE) * StrictMath.pow(RETENTION, (double) Math.max(0, buckets));
    return left <= FORGOTTEN * (1 + 1e-6);
  }

  /** After fewer buckets {@link #couldBeForgottenAfter} says no. */
  long bucketsToForget() {
    double left = (shape - PRIOR_SHAPE) / FORGOTTEN;
    return left <= 1 ? 0 : (long) (StrictMath.log(left) / -StrictMath.log(RETENTION)) - 1;
  }

  /** The prediction for a stretch of effective time, with the dispersion of a window. */
  NegativeBinomial predict(double effective, int window) {
    return NegativeBinomial.predictive(
        mean(effective) * thinning(window), dispersion(window), shape(window));
  }

  /**
   * From where on a window that ends now rings.
   *
   * @param window its place in the rule
   * @param under what else it depends on
   */
  Threshold threshold(int window, Conditions under) {
    int slot = 2 * window + (under.coverage() == 1 ? 0 : 1);
    @Nullable Threshold known = thresholds[slot];
    if (known == null || !valid[slot] || !under.equals(conditions[slot])) {
      double effective = terms.window(window) * factor(window, under.coverage());
      known = thresholdOf(predict(effective, window), window, under.parts(), known);
      thresholds[slot] = known;
      conditions[slot] = under;
      valid[slot] = true;
    }
    return known;
  }

  private Threshold thresholdOf(
      NegativeBinomial prediction, int window, double parts, @Nullable Threshold near) {
    double share = terms.share(window) / parts;
    return Threshold.of(prediction, share, terms.minimumVoices(), near);
  }

  /** Notes that an alert was opened. */
  void opened() {
    openings++;
    Arrays.fill(valid, false);
  }

  /** The factor, at least 1, by which dispersions are taken for larger than they were seen. */
  double strictness() {
    double unit = Math.max(1, terms.allowance());
    double excess = Math.max(0, openings / unit - FREE_OPENINGS);
    return 1 + STRICTNESS_PER_OPENING * excess;
  }

  /**
   * The stretches of time in which distinct sources are counted: the next bucket, then for each
   * window the part of its block that is as long as it.
   *
   * @param cursor the beginning of the next bucket
   */
  List<Speakers.Stretch> stretches(long cursor) {
    List<Speakers.Stretch> stretches = new ArrayList<>();
    stretches.add(new Speakers.Stretch(cursor, cursor + BUCKET_MILLIS));
    for (int i = 0; i < blocks.length; i++) {
      long start = cursor - blocks[i].filled * BUCKET_MILLIS;
      stretches.add(new Speakers.Stretch(start, start + terms.window(i)));
    }
    return stretches;
  }

  /**
   * Takes the next bucket where distinct sources count.
   *
   * @param start its beginning
   * @param sources how many sources are new in each of the {@link #stretches}
   * @param loud as for other buckets
   * @param coverage as for other buckets
   */
  void absorb(long start, int[] sources, boolean loud, double coverage) {
    absorb(start, sources[0], Arrays.copyOfRange(sources, 1, sources.length), loud, coverage);
  }

  /**
   * Takes the next bucket.
   *
   * @param start when it begins, in milliseconds since the epoch; a multiple of its length
   * @param voices voices in it
   * @param loud whether it was part of a spike that does not yet count as the new level. Of such a
   *     run as many voices are learnt as the longest window needs to ring. What goes beyond is cut
   *     at the forecast's upper quantile (but not below 1) and weighs the less the more history
   *     there is to protect
   * @param coverage how much was published in it, relative to the normal
   */
  void absorb(long start, int voices, boolean loud, double coverage) {
    Arrays.fill(everywhere, voices);
    absorb(start, voices, everywhere, loud, coverage);
  }

  private void absorb(long start, int voices, int[] inBlocks, boolean loud, double coverage) {
    end = start + BUCKET_MILLIS;
    season.begin(start, shape - PRIOR_SHAPE, exposure - PRIOR_EXPOSURE_MILLIS);
    double effective = BUCKET_MILLIS * coverage * season.factor(start);
    double expected = mean(effective);
    double weight = 1;
    int counted = voices;
    if (!loud) {
      learntOfRun = 0;
    } else if (voices > 0 && learntOfRun < spikeSize()) {
      counted = Math.min(voices, spikeSize() - learntOfRun);
      learntOfRun += counted;
    } else {
      counted = voices > 1 ? Math.min(voices, upperQuantile(effective)) : voices;
      weight = loudWeight();
    }
    Bucket bucket = new Bucket(voices, counted, expected, weight, loud);
    for (int i = 0; i < blocks.length; i++) {
      if (blocks[i].takes(bucket, inBlocks[i])) {
        blocks[i].close(shape(i), cutAt(i), settled(), terms.minimumVoices());
      }
    }
    season.absorb(start, weight, counted, expected, coverage);
    shape = PRIOR_SHAPE + RETENTION * (shape - PRIOR_SHAPE) + weight * counted;
    exposure =
        PRIOR_EXPOSURE_MILLIS + RETENTION * (exposure - PRIOR_EXPOSURE_MILLIS) + weight * effective;
    openings *= SLOW_RETENTION;
    Arrays.fill(valid, false);
  }

  /** What a bucket says: all voices, those that count, what was expected. */
  private record Bucket(int voices, int counted, double expected, double weight, boolean loud) {}

  private int spikeSize() {
    int window = blocks.length - 1;
    int rings = threshold(window, Conditions.NORMAL).count();
    return Math.max(terms.minimumVoices(), (int) StrictMath.ceil(rings / thinning(window)));
  }

  /** The count at which a full block is cut: where its window rings. */
  private int cutAt(int window) {
    Block block = blocks[window];
    if (block.voices < terms.minimumVoices() || block.isNearExpectation(shape(window))) {
      return Integer.MAX_VALUE;
    }
    return Math.max(
        terms.minimumVoices(),
        thresholdOf(predict(block, window), window, 1, thresholds[2 * window]).count());
  }

  /** What was expected of a block, as a distribution. */
  private NegativeBinomial predict(Block block, int window) {
    return NegativeBinomial.predictive(block.expected, dispersion(window), shape(window));
  }

  private double loudWeight() {
    return 1 - (1 - LOUD_WEIGHT) * settled();
  }

  /** How much of the time is known that it takes to tell a spike from a level: 0 to 1. */
  private double settled() {
    return Math.min(1, (exposure - PRIOR_EXPOSURE_MILLIS) / SETTLED_MILLIS);
  }

  private int upperQuantile(double effective) {
    NegativeBinomial bucket =
        NegativeBinomial.predictive(mean(effective), blocks[0].dispersion(), shape);
    return Math.max(1, Threshold.smallestTail(bucket, LOUD_QUANTILE, 0) - 1);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(shape);
    out.writeDouble(exposure);
    for (Block block : blocks) {
      block.writeTo(out);
      if (terms.countBy() == Rule.CountBy.SOURCE) {
        block.writeThinning(out);
      }
    }
    out.writeDouble(openings);
    Bytes.writeInt(out, learntOfRun);
    season.writeTo(out);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param absorbed the end of the last bucket that it has taken
   */
  void readFrom(DataInput in, long absorbed) throws IOException {
    shape = in.readDouble();
    exposure = in.readDouble();
    for (Block block : blocks) {
      block.readFrom(in);
      if (terms.countBy() == Rule.CountBy.SOURCE) {
        block.readThinning(in);
      }
    }
    openings = in.readDouble();
    learntOfRun = Bytes.readInt(in);
    season.readFrom(in);
    end = absorbed;
  }

  /** Reads what format 1 wrote, which knew nothing of openings and seasons. */
  void readFormat1(DataInput in) throws IOException {
    shape = in.readDouble();
    exposure = in.readDouble();
    for (Block block : blocks) {
      block.readFormat1(in);
    }
  }

  /**
   * The forecast errors over stretches as long as one window. Of a run of loud stretches all count
   * as much as quiet ones up to the first that reaches the floor of voices, because bursts that
   * come again and again are how this key is; the others are cut and weigh little, because one long
   * crisis is not.
   */
  private static final class Block {

    /** Of a block as it is written: what is true of it, and whether its weight is not 1. */
    private static final int SPENT = 1;

    private static final int LOUD = 2;
    private static final int WEIGHED = 4;

    private final int buckets;
    private final boolean distinct;
    private final double part;
    private double squaredErrors;
    private double variances;
    private boolean spent;
    private int filled;
    private int voices;
    private int counted;
    private double expected;
    private double weight = 1;
    private boolean loud;
    private double inWindows;
    private double inBuckets;
    private int sum;

    /**
     * An empty block.
     *
     * @param part the part of it in which is counted
     */
    Block(int buckets, Rule.CountBy countBy, double part) {
      this.buckets = buckets;
      this.distinct = countBy == Rule.CountBy.SOURCE;
      this.part = part;
    }

    double thinning() {
      return distinct ? (THINNING_WEIGHT + inWindows) / (THINNING_WEIGHT + inBuckets) : 1;
    }

    double dispersion() {
      double ratio =
          (PRIOR_DISPERSION_WEIGHT * PRIOR_DISPERSION + squaredErrors)
              / (PRIOR_DISPERSION_WEIGHT + variances);
      return Math.min(MAX_DISPERSION, Math.max(1, ratio));
    }

    /**
     * Takes a bucket.
     *
     * @param here what of it counts in this block
     * @return whether the block is full and must be closed
     */
    boolean takes(Bucket bucket, int here) {
      squaredErrors *= SLOW_RETENTION;
      variances *= SLOW_RETENTION;
      inWindows *= RETENTION;
      inBuckets *= RETENTION;
      voices += here;
      counted += Math.min(here, bucket.counted());
      sum += bucket.voices();
      expected += bucket.expected() * part * thinning();
      weight = Math.min(weight, bucket.weight());
      loud |= bucket.loud();
      filled++;
      return filled == buckets;
    }

    /** Whether its count is within a standard deviation, and surely not one that rings. */
    boolean isNearExpectation(double shape) {
      double error = voices - expected;
      return error <= 0 || error * error <= dispersion() * expected + expected * expected / shape;
    }

    /**
     * Takes the block into the sums.
     *
     * @param cutAt a higher count says no more than this one
     * @param settled how far a loud block can be judged yet, 0 to 1
     * @param minimumVoices from so many voices on a loud block has told of its run
     */
    void close(double shape, int cutAt, double settled, int minimumVoices) {
      boolean whole = !(loud && spent);
      double error = Math.min(whole ? voices : counted, cutAt) - expected;
      double trust = loud ? Math.min(settled, whole ? 1 : weight) : 1;
      squaredErrors += trust * error * error;
      variances += trust * (expected + expected * expected / shape);
      learnThinning();
      spent = loud && (spent || voices >= minimumVoices);
      filled = 0;
      voices = 0;
      counted = 0;
      sum = 0;
      expected = 0;
      weight = 1;
      loud = false;
    }

    /** In a crisis sources speak more often: such a block says little of quiet ones. */
    private void learnThinning() {
      if (distinct) {
        inWindows += weight * voices;
        inBuckets += weight * sum * part;
      }
    }

    void writeThinning(DataOutput out) throws IOException {
      out.writeDouble(inWindows);
      out.writeDouble(inBuckets);
      Bytes.writeInt(out, sum);
    }

    void readThinning(DataInput in) throws IOException {
      inWindows = in.readDouble();
      inBuckets = in.readDouble();
      sum = Bytes.readInt(in);
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeDouble(squaredErrors);
      out.writeDouble(variances);
      out.writeByte((spent ? SPENT : 0) | (loud ? LOUD : 0) | (weight == 1 ? 0 : WEIGHED));
      Bytes.writeInt(out, filled);
      Bytes.writeInt(out, voices);
      Bytes.writeInt(out, counted);
      out.writeDouble(expected);
      if (weight != 1) {
        out.writeDouble(weight);
      }
    }

    void readFrom(DataInput in) throws IOException {
      squaredErrors = in.readDouble();
      variances = in.readDouble();
      int marks = in.readByte();
      spent = (marks & SPENT) != 0;
      loud = (marks & LOUD) != 0;
      filled = Bytes.readInt(in);
      voices = Bytes.readInt(in);
      counted = Bytes.readInt(in);
      expected = in.readDouble();
      weight = (marks & WEIGHED) == 0 ? 1 : in.readDouble();
    }

    void readFormat1(DataInput in) throws IOException {
      squaredErrors = in.readDouble();
      variances = in.readDouble();
      spent = in.readBoolean();
      filled = in.readInt();
      voices = in.readInt();
      counted = in.readInt();
      expected = in.readDouble();
      weight = in.readDouble();
      loud = in.readBoolean();
    }
  }
}
