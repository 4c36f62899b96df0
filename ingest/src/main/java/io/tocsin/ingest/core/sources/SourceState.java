package io.tocsin.ingest.core.sources;

/** How a source is, against its own rhythm. */
public enum SourceState {
  /** Too little is known of its rhythm. */
  LEARNING(0),
  /** It publishes as usual. */
  OK(1),
  /** Nothing came for longer than it does on most days. */
  QUIET(2),
  /** Nothing came for so long that its rhythm does not explain it. */
  SILENT(3),
  /** It publishes far more than usual. */
  FLOODING(4);

  private final int code;

  SourceState(int code) {
    this.code = code;
  }

  /** Its number in metrics and stores, which never changes. */
  public int code() {
    return code;
  }

  /**
   * The state of that number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SourceState of(int code) {
    for (SourceState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state of a source has the number " + code);
  }
}
