package io.tocsin.benchmarks.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The ratio rule as ElastAlert2 documents it ({@code spike}, up): rings when the last 2 hours hold
 * three times as much as the 2 hours before. Armed 4 hours after the first mention; a match clears
 * the older window and arms again 4 hours after the next mention. {@code threshold_cur} is the
 * floor of voices, {@code threshold_ref} is 0 as it is without settings.
 */
public final class RatioWatch implements Watch {

  private static final long TIMEFRAME = 7_200_000;
  private static final int SPIKE_HEIGHT = 3;
  private static final long NEVER = Long.MIN_VALUE;

  private final int floor;
  private final SlidingCount current;
  private final SlidingCount reference;
  private final List<Ring> rings = new ArrayList<>();
  private long firstMention = NEVER;

  /**
   * One that knows nothing yet.
   *
   * @param floor the least count of the newer window that matches
   */
  public RatioWatch(int floor) {
    this(floor, new SlidingCount(TIMEFRAME), new SlidingCount(2 * TIMEFRAME));
  }

  private RatioWatch(int floor, SlidingCount current, SlidingCount reference) {
    this.floor = floor;
    this.current = current;
    this.reference = reference;
  }

  @Override
  public void mention(long at, int source) {
    if (firstMention == NEVER) {
      firstMention = at;
    }
    current.add(at);
    slide(at);
    boolean armed = at - firstMention >= 2 * TIMEFRAME;
    if (armed && current.size() >= floor && current.size() >= SPIKE_HEIGHT * reference.size()) {
      rings.add(new Ring(at, Ring.Kind.OPENED));
      reference.clear();
      firstMention = NEVER;
    }
  }

  private void slide(long now) {
    while (current.size() > 0 && current.oldest() <= now - TIMEFRAME) {
      reference.add(current.oldest());
      current.dropOldest(now);
    }
    reference.dropUntil(now);
  }

  @Override
  public void passTo(long time) {
    slide(time);
  }

  @Override
  public List<Ring> rings() {
    return List.copyOf(rings);
  }

  @Override
  public RatioWatch fork() {
    RatioWatch fork = new RatioWatch(floor, current.copy(), reference.copy());
    fork.firstMention = firstMention;
    return fork;
  }
}
