package io.tocsin.schemas;

/** What moves the clock of a namespace of topics. */
public enum ClockMode {
  /** Posts as they come: the broker stamps them, and an idle topic follows the wall clock. */
  LIVE,
  /** History: records bring their own time, and nothing else moves the clock. */
  EVENT
}
