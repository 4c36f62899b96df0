package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.util.function.IntUnaryOperator;

/**
 * What the windows of a key hold at one moment. It stays true until a mention comes or goes ({@link
 * #isOf}) or leaves a window.
 */
final class Glance {

  private final Voices live;
  private final int changes;
  private final Rule.CountBy countBy;
  private final long[] windows;
  private final Voices.Tally[] tallies;

  Glance(KeyState state, Rule.CountBy countBy, long now) {
    Terms terms = state.terms();
    this.live = state.live();
    this.countBy = countBy;
    this.changes = live.changes();
    this.windows = new long[terms.size()];
    this.tallies = new Voices.Tally[windows.length];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = terms.window(i);
      tallies[i] = live.tallyAfter(i, now - windows[i]);
    }
  }

  /** Whether it was taken of these mentions, and none has come or gone since. */
  @SuppressWarnings("ReferenceEquality") // other mentions have other changes
  boolean isOf(Voices mentions) {
    return live == mentions && changes == mentions.changes();
  }

  Voices.Tally tally(int window) {
    return tallies[window];
  }

  private int observed(int window) {
    return Reading.count(countBy, tallies[window]);
  }

  int windowsWithVoices() {
    int holding = 0;
    for (int i = 0; i < tallies.length; i++) {
      holding += observed(i) > 0 ? 1 : 0;
    }
    return holding;
  }

  /**
   * The window that holds the largest part of what rings; of equals the shortest.
   *
   * @param ringsFrom the count, above 0, that rings in a window; asked only where it decides
   */
  int nearest(IntUnaryOperator ringsFrom) {
    int nearest = 0;
    for (int i = 1; i < tallies.length; i++) {
      nearest = isNearer(i, nearest, ringsFrom) ? i : nearest;
    }
    return nearest;
  }

  /** An empty window is not nearer than any, and any other is nearer than an empty one. */
  private boolean isNearer(int window, int other, IntUnaryOperator ringsFrom) {
    long here = observed(window);
    long there = observed(other);
    if (here == 0 || there == 0) {
      return here > 0;
    }
    return here * ringsFrom.applyAsInt(other) > there * ringsFrom.applyAsInt(window);
  }

  /** What is told of a window; nothing is nothing, in whatever window. */
  KeyState.Counted counted(int window, boolean alert) {
    int observed = observed(window);
    if (observed == 0 && !alert) {
      return KeyState.Counted.NOTHING;
    }
    Voices.Tally tally = tallies[window];
    return new KeyState.Counted(
        windows[window], observed, tally.posts(), tally.sourceCount(), alert);
  }
}
