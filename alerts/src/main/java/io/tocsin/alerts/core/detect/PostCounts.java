package io.tocsin.alerts.core.detect;

import java.util.Arrays;

/** How often each of some hashes of posts is there: a table of numbers, without objects. */
final class PostCounts {

  private static final long MIX = 0x9e3779b97f4a7c15L;

  private long[] posts = {};
  private int[] counts = {};
  private int used;

  /** Whether it is there at least once. */
  boolean contains(long post) {
    return used > 0 && counts[slot(post)] > 0;
  }

  /** Adds it once. */
  void add(long post) {
    if (2 * used >= posts.length) {
      grow();
    }
    int slot = slot(post);
    used += counts[slot] == 0 ? 1 : 0;
    posts[slot] = post;
    counts[slot]++;
  }

  /** Takes it away once; it must be there. */
  void remove(long post) {
    int slot = slot(post);
    counts[slot]--;
    if (counts[slot] == 0) {
      used--;
      close(slot);
    }
  }

  /** Where it is, or else where it would be put. */
  private int slot(long post) {
    int slot = home(post);
    while (counts[slot] != 0 && posts[slot] != post) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long post) {
    return (int) ((post * MIX) >>> 33) & (posts.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (posts.length - 1);
  }

  /** Moves what comes behind an empty slot to where it is found. */
  private void close(int empty) {
    int free = empty;
    for (int slot = next(free); counts[slot] != 0; slot = next(slot)) {
      int way = (slot - home(posts[slot])) & (posts.length - 1);
      int gap = (slot - free) & (posts.length - 1);
      if (way >= gap) {
        posts[free] = posts[slot];
        counts[free] = counts[slot];
        counts[slot] = 0;
        free = slot;
      }
    }
  }

  private void grow() {
    long[] oldPosts = posts;
    int[] oldCounts = counts;
    posts = new long[Math.max(8, 2 * oldPosts.length)];
    counts = new int[posts.length];
    for (int i = 0; i < oldPosts.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldPosts[i]);
        posts[slot] = oldPosts[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  @Override
  public String toString() {
    return used + " of " + Arrays.toString(posts);
  }
}
