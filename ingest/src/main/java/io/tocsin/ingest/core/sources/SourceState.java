package io.tocsin.ingest.core.sources;

/** How a source is, against its own rhythm. */
public enum SourceState {
  /** Too little is known of its rhythm. */
  LEARNING,
  /** It publishes as usual. */
  OK,
  /** Nothing came for longer than it does on most days. */
  QUIET,
  /** Nothing came for so long that its rhythm does not explain it. */
  SILENT,
  /** It publishes far more than usual. */
  FLOODING
}
