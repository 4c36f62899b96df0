package io.tocsin.alerts.core;

import java.util.Arrays;
import java.util.Optional;

/**
 * Something that happened in a minute, counted where posts are matched, for all of detection to
 * know: the normal against which a key is held.
 *
 * @param what what is counted
 * @param minute beginning of the minute, milliseconds since the epoch
 * @param name whose
 * @param count how many, above 0
 */
public record MinuteCount(What what, long minute, String name, int count) {

  /** What is counted. */
  public enum What {
    /** Stories that a source, which is the name, has published, whatever they say. */
    STORIES(1),
    /** Mentions of a key, {@code rule|scope}, of a rule with several scopes. */
    MENTIONS(2);

    private final byte code;

    What(int code) {
      this.code = (byte) code;
    }

    /** What stands for it in stores and records. */
    public byte code() {
      return code;
    }

    /** What a code stands for; empty for one that is not known. */
    public static Optional<What> of(byte code) {
      return Arrays.stream(values()).filter(what -> what.code == code).findFirst();
    }
  }
}
