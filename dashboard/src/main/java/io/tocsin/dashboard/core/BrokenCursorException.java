package io.tocsin.dashboard.core;

/** A text is no cursor of ours. */
public final class BrokenCursorException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenCursorException(String message) {
    super(message, null, false, false);
  }
}
