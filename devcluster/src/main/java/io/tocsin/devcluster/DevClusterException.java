package io.tocsin.devcluster;

import org.jspecify.annotations.Nullable;

/**
 * The cluster could not be started or kept up; the message is written for the person who started
 * it.
 */
public final class DevClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DevClusterException(String message) {
    super(message);
  }

  DevClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
