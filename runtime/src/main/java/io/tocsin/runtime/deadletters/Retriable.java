package io.tocsin.runtime.deadletters;

import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.stores.UnreadableStateException;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** Tells an outage, for which no record is to blame, from a record that will never do. */
final class Retriable {
  /** Brokers and registry; the disk under the local stores; stores that cannot be read. */
  private static final List<Class<? extends Throwable>> NO_FAULT_OF_A_RECORD =
      List.of(
          RetriableException.class,
          ProcessorStateException.class,
          InvalidStateStoreException.class,
          UnreadableStateException.class);

  private Retriable() {}

  /**
   * Whether the exception or one of its causes says that no record is to blame; a refusal of the
   * cluster is one: a right that was taken away is no fault of the post at hand.
   */
  static boolean isOutage(Throwable exception) {
    if (KafkaTrouble.isRefusal(exception)) {
      return true;
    }
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (isAny(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAny(Throwable cause) {
    return NO_FAULT_OF_A_RECORD.stream().anyMatch(type -> type.isInstance(cause));
  }
}
