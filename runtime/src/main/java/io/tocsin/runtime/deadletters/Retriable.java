package io.tocsin.runtime.deadletters;

import org.apache.kafka.common.errors.RetriableException;

/** Tells an outage, which may pass, from a record that will never do. */
final class Retriable {
  private Retriable() {}

  /** Whether the exception or one of its causes is Kafka's {@link RetriableException}. */
  static boolean isOutage(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }
}
