package io.tocsin.runtime.config;

/** Whose time a namespace runs on. */
public enum Mode {
  /** The broker's clock stamps what comes in; an idle input moves on with it. */
  LIVE,
  /** The records bring their own time, as in a replay; nothing else moves it. */
  EVENT
}
