package io.tocsin.runtime.service;

import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.stores.UnreadableStateException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Tells from an exception whether the world is broken or we have a bug: an outage anywhere in the
 * chain of causes, or else the first cause that says so.
 */
final class FailureClassifier {
  private static final List<Class<? extends Throwable>> OURS =
      List.of(SerializationException.class, RecordTooLargeException.class);
  private static final List<Class<? extends Throwable>> OF_THE_WORLD =
      List.of(
          ApiException.class,
          IOException.class,
          LockException.class,
          MissingSourceTopicException.class,
          ProcessorStateException.class,
          UnreadableStateException.class);

  private FailureClassifier() {}

  static ExitCode classify(Throwable exception) {
    return hasRetriableCause(exception) || BrokerFaults.isFault(exception)
        ? ExitCode.WORLD_BROKEN
        : byFirstDecisiveCause(exception);
  }

  /** What may pass when it is tried again is no bug, whatever it is wrapped in. */
  private static boolean hasRetriableCause(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  private static ExitCode byFirstDecisiveCause(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServiceFailure failure) {
        return failure.exitCode();
      }
      if (cause instanceof InvalidConfigException || cause instanceof ConfigException) {
        return ExitCode.BAD_CONFIG;
      }
      if (isAny(OURS, cause)) {
        return ExitCode.BUG;
      }
      if (isAny(OF_THE_WORLD, cause)) {
        return ExitCode.WORLD_BROKEN;
      }
    }
    return ExitCode.BUG;
  }

  /**
   * The message that says all, if there is one, or else class and message of the last cause, which
   * is mostly the one that tells something.
   */
  static String describe(Throwable exception) {
    Throwable last = exception;
    while (!(last instanceof UnreadableStateException)
        && last.getCause() != null
        && last.getCause() != last) {
      last = last.getCause();
    }
    if (last instanceof UnreadableStateException) {
      return String.valueOf(last.getMessage());
    }
    return last.getClass().getSimpleName()
        + (last.getMessage() == null ? "" : ": " + last.getMessage());
  }

  private static boolean isAny(List<Class<? extends Throwable>> classes, Throwable cause) {
    return classes.stream().anyMatch(type -> type.isInstance(cause));
  }
}
