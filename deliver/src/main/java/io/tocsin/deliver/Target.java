package io.tocsin.deliver;

import io.tocsin.deliver.core.Outcome;

/** What a receiver is spoken to through; used by one thread. */
interface Target extends AutoCloseable {

  /** Brings it one event, and waits for the answer a bounded time. */
  Outcome deliver(Happening happening);

  /** Does what is due beside the events. */
  default void keepUp(Ownership ownership) {}

  @Override
  default void close() {}

  /** Which alerts are for this instance. */
  interface Ownership {
    /** Whether the events of that key are read here. */
    boolean owns(String key);
  }
}
