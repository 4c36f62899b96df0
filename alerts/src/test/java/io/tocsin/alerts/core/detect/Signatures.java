package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Signature;
import java.util.SplittableRandom;

/** Fingerprints of made-up stories. */
final class Signatures {

  private Signatures() {}

  /** The fingerprint of a story, with a number of bits that a small change has flipped. */
  static Signature of(int story, int flipped) {
    byte[] bits = new byte[32];
    SplittableRandom random = new SplittableRandom(story);
    random.nextBytes(bits);
    for (int i = 0; i < flipped; i++) {
      bits[i % 32] ^= (byte) (1 << (i / 32));
    }
    return new Signature("minhash-256x1", bits, 60);
  }
}
