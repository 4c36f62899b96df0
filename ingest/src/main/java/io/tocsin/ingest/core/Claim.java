package io.tocsin.ingest.core;

/** What a source says of a post's standing. */
public enum Claim {
  /** Published. */
  USABLE,
  /** Taken back for now. */
  WITHHELD,
  /** Taken back for good. */
  CANCELED,
  /** Taken back for good, and to be forgotten: nothing that it said may be kept. */
  ERASED;

  /** Whether the post is taken back. */
  public boolean kills() {
    return this != USABLE;
  }

  /**
   * What a status and the wish to have the post forgotten come to; without a status the post is
   * usable, which cannot be forgotten.
   */
  public static Reading<Claim> of(Claim status, boolean erase) {
    if (erase && !status.kills()) {
      return Reading.rejected(
          RejectReason.BAD_STATUS,
          "erase: true with status "
              + status
              + "; expected a status that takes the post back, WITHHELD or CANCELED");
    }
    return Reading.accepted(erase ? ERASED : status);
  }
}
