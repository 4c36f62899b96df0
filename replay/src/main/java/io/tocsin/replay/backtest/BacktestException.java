package io.tocsin.replay.backtest;

import org.jspecify.annotations.Nullable;

/** A backtest cannot go on. */
public final class BacktestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What failed, and why if that is known. */
  public BacktestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
