package io.tocsin.replay.simulation;

import io.tocsin.runtime.time.Watermark;

/** What passes from one stage to the next. */
sealed interface Message {

  /** Data. */
  record Data(Object value) implements Message {}

  /** How far the sender has come. */
  record Control(Watermark watermark) implements Message {}
}
