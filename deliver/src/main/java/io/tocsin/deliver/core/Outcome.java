package io.tocsin.deliver.core;

import java.time.Duration;

/** How it went with one event. */
public sealed interface Outcome {

  /** The receiver has it. */
  record Delivered() implements Outcome {}

  /** It is not for this receiver. */
  record Passed() implements Outcome {}

  /** It is withheld, for a silence is on. */
  record Silenced() implements Outcome {}

  /**
   * The receiver will never take it.
   *
   * @param code for machines: lower case and hyphens
   * @param detail for people
   */
  record Refused(String code, String detail) implements Outcome {}

  /**
   * The receiver could not take it now.
   *
   * @param wished how long it wants us to wait; zero where it says nothing
   */
  record Failed(String detail, Duration wished) implements Outcome {
    /** Where it says nothing. */
    public Failed(String detail) {
      this(detail, Duration.ZERO);
    }
  }

  /** It could not be tried, which is not the receiver's fault. */
  record Hindered(String detail) implements Outcome {}
}
