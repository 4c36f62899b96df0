package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What a rule asks of the forecast of one of its keys: how often each window may ring when nothing
 * happens, and the floor of voices.
 */
final class Terms {

  /** Of a key that counts for no rule. */
  static final Terms NONE = new Terms(Rule.CountBy.VOICE, false, new long[0], new double[0], 1, 1);

  private final Rule.CountBy countBy;
  private final boolean ratio;
  private final long[] windows;
  private final double[] shares;
  private final int minimumVoices;
  private final double allowance;

  private Terms(
      Rule.CountBy countBy,
      boolean ratio,
      long[] windows,
      double[] shares,
      int minimumVoices,
      double allowance) {
    this.countBy = countBy;
    this.ratio = ratio;
    this.windows = windows;
    this.shares = shares;
    this.minimumVoices = minimumVoices;
    this.allowance = allowance;
  }

  /** The terms of a rule that can be used. */
  static Terms of(Rule rule) {
    List<Duration> lengths = rule.windows();
    long[] windows = new long[lengths.size()];
    double[] shares = new double[windows.length];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = lengths.get(i).toMillis();
      shares[i] = RuleLimits.share(rule, windows[i]);
    }
    double allowance = RuleLimits.allowance(rule, Forecast.OPENINGS_MEMORY_MILLIS);
    return new Terms(
        rule.countBy(), rule.ratio() != null, windows, shares, rule.minimum().voices(), allowance);
  }

  /** What counts. */
  Rule.CountBy countBy() {
    return countBy;
  }

  /** Whether nothing is forecast: a timeframe is compared with the one before it. */
  boolean isRatio() {
    return ratio;
  }

  /** What the forecast has to know. */
  Terms forecast() {
    return ratio ? NONE : this;
  }

  /** How long mentions are live, in milliseconds; 0 when there are no windows. */
  long reach() {
    return ratio ? 2 * longest() : longest();
  }

  /** How many windows there are. */
  int size() {
    return windows.length;
  }

  /** Length of a window in milliseconds. */
  long window(int index) {
    return windows[index];
  }

  /** Length of the longest window in milliseconds; 0 when there is none. */
  long longest() {
    return windows.length == 0 ? 0 : windows[windows.length - 1];
  }

  /** The false alarms that a window may give in its own length. */
  double share(int index) {
    return shares[index];
  }

  int minimumVoices() {
    return minimumVoices;
  }

  /** How many openings the budget allows in the memory that a forecast has for them. */
  double allowance() {
    return allowance;
  }

  void writeTo(DataOutput out) throws IOException {
    Bytes.writeText(out, countBy.name());
    out.writeBoolean(ratio);
    Bytes.writeInt(out, windows.length);
    for (int i = 0; i < windows.length; i++) {
      Bytes.writeLong(out, windows[i]);
      out.writeDouble(shares[i]);
    }
    Bytes.writeInt(out, minimumVoices);
    out.writeDouble(allowance);
  }

  static Terms readFrom(DataInput in) throws IOException {
    Rule.CountBy countBy = Rule.CountBy.valueOf(Bytes.readText(in));
    boolean ratio = in.readBoolean();
    long[] windows = new long[Bytes.readInt(in)];
    double[] shares = new double[windows.length];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = Bytes.readLong(in);
      shares[i] = in.readDouble();
    }
    return new Terms(countBy, ratio, windows, shares, Bytes.readInt(in), in.readDouble());
  }

  /**
   * Reads what format 1 wrote: the lengths of the windows and no more. The rest is that of a rule
   * that says nothing about its budget and floor, until the key is next seen with its rule.
   */
  static Terms readFormat1(DataInput in) throws IOException {
    long[] windows = new long[Bytes.readInt(in)];
    double[] shares = new double[windows.length];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = in.readLong();
      shares[i] = windows[i] / (double) Duration.ofDays(30).toMillis() / windows.length;
    }
    return new Terms(Rule.CountBy.VOICE, false, windows, shares, 3, 1);
  }
}
