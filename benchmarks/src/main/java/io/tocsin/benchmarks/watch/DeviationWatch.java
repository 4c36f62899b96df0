package io.tocsin.benchmarks.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The rule of mean and deviations as Huginn's peak detector has it without settings: rings when the
 * last hour holds more than the mean of the hours of the last 14 days plus 3 of their standard
 * deviations; at most once in 2 days. Armed after a day.
 */
public final class DeviationWatch implements Watch {

  private static final long HOUR = 3_600_000;
  private static final int HISTORY = 14 * 24;
  private static final int ARMED_AFTER = 24;
  private static final double DEVIATIONS = 3;
  private static final long SPACING = 48 * HOUR;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final int floor;
  private final SlidingCount last;
  private final List<Ring> rings = new ArrayList<>();
  private final int[] hours;
  private int complete;
  private long hour = NEVER;
  private int inHour;
  private double threshold = Double.POSITIVE_INFINITY;
  private long rungAt = NEVER;

  /**
   * One that knows nothing yet.
   *
   * @param floor the least count that rings
   */
  public DeviationWatch(int floor) {
    this(floor, new SlidingCount(HOUR), new int[HISTORY]);
  }

  private DeviationWatch(int floor, SlidingCount last, int[] hours) {
    this.floor = floor;
    this.last = last;
    this.hours = hours;
  }

  @Override
  public void mention(long at, int source) {
    passTo(at);
    inHour++;
    last.add(at);
    if (last.size() >= floor && last.size() > threshold && at - rungAt >= SPACING) {
      rungAt = at;
      rings.add(new Ring(at, Ring.Kind.OPENED));
    }
  }

  @Override
  public void passTo(long time) {
    last.dropUntil(time);
    long now = Math.floorDiv(time, HOUR);
    if (hour == NEVER) {
      hour = now;
    }
    if (now > hour) {
      long empty = Math.min(HISTORY, now - hour - 1);
      close(inHour);
      for (long i = 0; i < empty; i++) {
        close(0);
      }
      hour = now;
      inHour = 0;
      threshold = threshold();
    }
  }

  private void close(int count) {
    hours[complete % HISTORY] = count;
    complete++;
  }

  private double threshold() {
    int known = Math.min(complete, HISTORY);
    if (known < ARMED_AFTER) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < known; i++) {
      sum += hours[i];
      squares += (double) hours[i] * hours[i];
    }
    double mean = sum / known;
    return mean + DEVIATIONS * StrictMath.sqrt(Math.max(0, squares / known - mean * mean));
  }

  @Override
  public List<Ring> rings() {
    return List.copyOf(rings);
  }

  @Override
  public DeviationWatch fork() {
    DeviationWatch fork = new DeviationWatch(floor, last.copy(), hours.clone());
    fork.complete = complete;
    fork.hour = hour;
    fork.inHour = inHour;
    fork.threshold = threshold;
    fork.rungAt = rungAt;
    return fork;
  }
}
