package io.tocsin.alerts.core.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints in rows of numbers, so that one is compared with thousands in microseconds. The
 * first 16 bytes tell nearly all unlike ones apart.
 */
final class SignatureRows {

  private @Nullable StorySignature[] rows = new StorySignature[0];
  private long[] first = {};
  private long[] second = {};
  private int size;
  private int signed;

  /** Puts a fingerprint, or none, in a place; those behind it move on. */
  void insert(int index, @Nullable StorySignature signature) {
    if (size == rows.length) {
      int length = Math.max(8, 2 * size);
      rows = Arrays.copyOf(rows, length);
      first = Arrays.copyOf(first, length);
      second = Arrays.copyOf(second, length);
    }
    move(index, index + 1);
    rows[index] = signature;
    first[index] = signature == null ? 0 : signature.word(0);
    second[index] = signature == null ? 0 : signature.word(1);
    signed += signature == null ? 0 : 1;
    size++;
  }

  /** Takes what is in a place away; those behind it move up. */
  void remove(int index) {
    signed -= rows[index] == null ? 0 : 1;
    move(index + 1, index);
    size--;
    rows[size] = null;
  }

  /** Takes the first ones away. */
  void removeFirst(int number) {
    for (int i = 0; i < number; i++) {
      signed -= rows[i] == null ? 0 : 1;
    }
    move(number, 0);
    Arrays.fill(rows, size - number, size, null);
    size -= number;
  }

  private void move(int from, int to) {
    System.arraycopy(rows, from, rows, to, size - from);
    System.arraycopy(first, from, first, to, size - from);
    System.arraycopy(second, from, second, to, size - from);
  }

  /**
   * The first of some fingerprints that one is a copy of.
   *
   * @param end so many of the first are asked
   * @return its place, or {@code end}
   */
  int firstCopied(StorySignature signature, int end) {
    if (signed == 0) {
      return end;
    }
    SignatureMethod method = signature.method();
    int at = method.nextLikely(first, second, signature, 0, end);
    while (at < end && !isCopy(signature, rows[at])) {
      at = method.nextLikely(first, second, signature, at + 1, end);
    }
    return at;
  }

  private static boolean isCopy(StorySignature signature, @Nullable StorySignature other) {
    return other != null && signature.isCopyOf(other);
  }
}
