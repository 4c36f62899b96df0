package io.tocsin.runtime.deadletters;

/** Tells an exception and its causes in one line. */
final class Causes {
  private static final int DEPTH = 5;

  private Causes() {}

  static String text(Throwable exception) {
    StringBuilder text = new StringBuilder();
    Throwable cause = exception;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      text.append(depth == 0 ? "" : "; because of ")
          .append(cause.getClass().getSimpleName())
          .append(cause.getMessage() == null ? "" : ": " + cause.getMessage());
      cause = cause.getCause();
    }
    return text.toString();
  }
}
