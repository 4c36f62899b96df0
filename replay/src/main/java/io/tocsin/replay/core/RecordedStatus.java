package io.tocsin.replay.core;

/** What a source says of a recorded post; all but {@code USABLE} take it back. */
public enum RecordedStatus {
  USABLE,
  WITHHELD,
  CANCELED,
  /** Taken back, and to be forgotten: {@code CANCELED} with {@code erase}. */
  ERASED
}
