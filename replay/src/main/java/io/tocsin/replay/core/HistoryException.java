package io.tocsin.replay.core;

import java.util.List;

/** A history cannot be replayed; tells all that was found, at most the first twenty problems. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As many problems are told as this. */
  public static final int MOST_PROBLEMS = 20;

  /** What is wrong with which history. */
  public HistoryException(String history, List<String> problems) {
    super(history + ": " + String.join("\n  ", problems));
  }
}
