package io.tocsin.alerts.core;

import java.util.Arrays;

/**
 * A fingerprint of the story that a post tells; copies of one text have nearly equal ones.
 *
 * @param algorithm how the bits were made; only signatures of one algorithm can be compared
 * @param bits the fingerprint; not to be changed
 * @param shingles how many distinct shingles the text has; few make a weak fingerprint
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record Signature(String algorithm, byte[] bits, int shingles) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that
        && algorithm.equals(that.algorithm)
        && shingles == that.shingles
        && Arrays.equals(bits, that.bits);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * algorithm.hashCode() + shingles) + Arrays.hashCode(bits);
  }
}
