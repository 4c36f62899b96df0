package io.tocsin.deliver;

import io.tocsin.avro.Alert;
import io.tocsin.deliver.core.Outcome;
import java.util.function.Predicate;

/** What a receiver is spoken to through; used by one thread. */
interface Target extends AutoCloseable {

  /** Brings it one event, and waits for the answer a bounded time. */
  Outcome deliver(Happening happening);

  /**
   * Does what is due beside the events.
   *
   * @param ours whether the receiver is told of an open alert, and by this instance
   */
  default void keepUp(Predicate<Alert> ours) {}

  @Override
  default void close() {}
}
