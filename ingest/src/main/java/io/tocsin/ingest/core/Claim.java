package io.tocsin.ingest.core;

/** What a source says of a post's standing. */
public enum Claim {
  /** Published. */
  USABLE,
  /** Taken back for now. */
  WITHHELD,
  /** Taken back for good. */
  CANCELED;

  /** Whether the post is taken back. */
  public boolean kills() {
    return this != USABLE;
  }
}
