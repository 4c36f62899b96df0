package io.tocsin.replay.backtest;

/** Posts that were read as they come turned out not to be in the order of time. */
final class UnsortedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int file;
  private final long number;

  UnsortedException(int file, long number) {
    super("line " + number + " is earlier than the one before");
    this.file = file;
    this.number = number;
  }

  /** Place of the file, from 0. */
  int file() {
    return file;
  }

  /** The first line that is earlier than one before it. */
  long number() {
    return number;
  }
}
