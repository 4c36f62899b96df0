package io.tocsin.schemas;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The schema registry could not be asked. That is an outage and says nothing about the record at
 * hand, which therefore must not end as a dead letter.
 */
public final class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
