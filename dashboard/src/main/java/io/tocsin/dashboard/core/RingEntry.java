package io.tocsin.dashboard.core;

/** Something that those who follow are told. */
public sealed interface RingEntry {

  /**
   * An alert event.
   *
   * @param partition where it stands
   * @param offset and at which offset
   * @param key its alert
   * @param json the event
   * @param brief the same without the alert
   */
  record Happened(EventPartition partition, long offset, AlertKey key, String json, String brief)
      implements RingEntry {}

  /**
   * Something went away without an event: alerts that were reset, a replay that was deleted. Who
   * follows has to look at the board again.
   *
   * @param namespace whose events are gone too; empty if none are
   */
  record Changed(String namespace) implements RingEntry {}
}
