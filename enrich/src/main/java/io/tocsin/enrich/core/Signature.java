package io.tocsin.enrich.core;

import java.nio.ByteBuffer;

/**
 * A fingerprint of the story that a post tells.
 *
 * @param algorithm how the bits were made; only signatures of one algorithm compare
 * @param bits the fingerprint; read-only
 * @param shingles of how many distinct shingles it was made
 */
public record Signature(String algorithm, ByteBuffer bits, int shingles) {

  public Signature {
    bits = bits.asReadOnlyBuffer();
  }
}
