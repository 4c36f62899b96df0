package io.tocsin.runtime.kafka;

/** The chain of causes of an exception. */
public final class Causes {
  private Causes() {}

  /** The last one, which is mostly the one that tells something. */
  public static Throwable innermost(Throwable exception) {
    Throwable last = exception;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last;
  }
}
