package io.tocsin.alerts.core;

import java.util.Locale;

/** What the sentence around a hit makes of it: a hit of none of these just says that it is so. */
public enum HitContext {
  /** It is denied, called off, or said not to be so. */
  NEGATED,
  /** It is feared, threatened, planned, or depends on something. */
  PLANNED,
  /** It is history: remembered, commemorated, of a year long ago. */
  PAST,
  /** It is an exercise, a film, a novel or a game. */
  DRILL,
  /** It stands between quotation marks: somebody's words. */
  QUOTED;

  /** The name in rules and records: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
