package io.tocsin.runtime.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.protocol.Errors;

/**
 * Answers of a broker that end a producer without need: what has no name, as a broker that is being
 * stopped may answer the end of a transaction, and a transaction whose state is not what the client
 * takes it for, as when the broker gave it up while the commit was on its way (KAFKA-20785). The
 * thread that begins in its stead goes on from what was committed. A broker that goes on so is
 * broken, which is why there is a limit. For several threads.
 */
final class BrokerFaults {
  /** So many are borne within {@link #SPAN}. */
  static final int MOST = 10;

  static final Duration SPAN = Duration.ofMinutes(5);

  private final Deque<Long> borne = new ArrayDeque<>();

  /** Whether an exception comes of such a fault. */
  static boolean isFault(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownServerException
          || cause instanceof InvalidTxnStateException
          || isUnhandled(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The client wraps what it has no handling for in its most general exception. */
  private static boolean isUnhandled(Throwable cause) {
    return cause.getClass() == KafkaException.class
        && String.valueOf(cause.getMessage()).endsWith(Errors.UNKNOWN_SERVER_ERROR.message());
  }

  /**
   * Whether it is such a fault and can be borne.
   *
   * @param now nanoseconds of {@link System#nanoTime}
   */
  synchronized boolean bears(Throwable exception, long now) {
    if (!isFault(exception)) {
      return false;
    }
    while (!borne.isEmpty() && now - borne.getFirst() > SPAN.toNanos()) {
      borne.removeFirst();
    }
    if (borne.size() >= MOST) {
      return false;
    }
    borne.addLast(now);
    return true;
  }
}
