package io.tocsin.runtime.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * Our own code failed after it had begun to change what it remembers. No dead letter makes that
 * good: the service must end, so that the transaction is aborted and the last commit is where it
 * begins again.
 */
public final class HalfDoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what was under way, and what broke it. */
  public HalfDoneException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it is among the causes of a failure. */
  static boolean isCauseOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof HalfDoneException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
