package io.tocsin.runtime.service;

import org.jspecify.annotations.Nullable;

/**
 * Why a service could not start or did not go on, with the exit code that says whose turn it is.
 */
public final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

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
    return exception instanceof ServiceFailure failure
        ? failure
        : new ServiceFailure(
            FailureClassifier.classify(exception),
            FailureClassifier.describe(exception),
            exception);
  }
}
