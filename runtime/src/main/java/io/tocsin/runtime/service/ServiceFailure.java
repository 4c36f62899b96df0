package io.tocsin.runtime.service;

import io.tocsin.runtime.http.PortUnavailableException;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.topics.BrokerUnreachableException;
import io.tocsin.runtime.topics.TopicsUnusableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a service could not start or did not go on, with the exit code that says whose turn it is.
 */
public final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exceptions of the shell whose own message names what is wrong with the world. */
  private static final List<Class<? extends Throwable>> SAYS_ALL =
      List.of(
          BrokerUnreachableException.class,
          ClusterRefusedException.class,
          TopicsUnusableException.class,
          PortUnavailableException.class);

  private final ExitCode exitCode;

  public ServiceFailure(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ServiceFailure(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** The failure as it is, or a classified one made of the exception. */
  static ServiceFailure of(Throwable exception) {
    if (exception instanceof ServiceFailure failure) {
      return failure;
    }
    return SAYS_ALL.stream().anyMatch(type -> type.isInstance(exception))
        ? new ServiceFailure(
            ExitCode.WORLD_BROKEN, String.valueOf(exception.getMessage()), exception)
        : new ServiceFailure(
            FailureClassifier.classify(exception),
            FailureClassifier.describe(exception),
            exception);
  }
}
