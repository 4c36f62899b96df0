package io.tocsin.replay;

import org.jspecify.annotations.Nullable;

/** A replay cannot begin or go on; the message says what a user can do about it. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For a reason of our own. */
  public ReplayException(String message) {
    super(message);
  }

  /** Because something else failed. */
  public ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
