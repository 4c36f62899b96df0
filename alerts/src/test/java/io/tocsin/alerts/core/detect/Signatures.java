package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Signature;
import java.util.SplittableRandom;

/** Fingerprints of made-up stories. */
final class Signatures {

  private Signatures() {}

  private static final int COMPARED_BYTES = SignatureMethod.MAX_BYTES;

  /**
   * The fingerprint of a story, with a number of bits that a small change has flipped, all of them
   * among those that are compared.
   */
  static Signature of(int story, int flipped) {
    byte[] bits = new byte[32];
    SplittableRandom random = new SplittableRandom(story);
    random.nextBytes(bits);
    for (int i = 0; i < flipped; i++) {
      bits[i % COMPARED_BYTES] ^= (byte) (1 << (i / COMPARED_BYTES));
    }
    return new Signature("minhash-256x1", bits, 60);
  }

  /** The same with four bits of each hash, as they are made today; of a text of some length. */
  static Signature ofFourBits(int story, int flipped, int shingles) {
    return new Signature("minhash-4bit-64-w3-v2", of(story, flipped).bits(), shingles);
  }
}
