package io.tocsin.runtime.kafka;

import org.jspecify.annotations.Nullable;

/** A cluster answered and refused: the login, the certificate or a right. */
public final class ClusterRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
