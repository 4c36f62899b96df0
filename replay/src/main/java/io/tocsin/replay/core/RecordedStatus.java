package io.tocsin.replay.core;

/** What a source says of a recorded post; {@code WITHHELD} and {@code CANCELED} take it back. */
public enum RecordedStatus {
  USABLE,
  WITHHELD,
  CANCELED
}
