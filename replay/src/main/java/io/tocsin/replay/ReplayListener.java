package io.tocsin.replay;

import io.tocsin.avro.AlertEvent;

/**
 * Hears what happens in a replay. All calls come from one thread, the one that waits for the end.
 */
public interface ReplayListener {

  /** Hears nothing. */
  ReplayListener SILENT = new ReplayListener() {};

  /** Something began, in words for people: topics created, services starting. */
  default void phase(String what) {}

  /** How far it has come; some times a second. */
  default void progress(ReplayProgress progress) {}

  /** An alert opened, changed or ended; in the order of time, then rule, scope and sequence. */
  default void alert(AlertEvent event) {}
}
