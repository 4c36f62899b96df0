package io.tocsin.runtime.topics;

import org.jspecify.annotations.Nullable;

/** No broker answered within the time that was given, or none that can be used as configured. */
public final class BrokerUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokerUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
