package io.tocsin.schemas;

import org.apache.kafka.common.KafkaException;

/**
 * The registry refused one of our own schemas: what runs here does not fit what is registered for
 * the topic.
 */
public final class SchemaRejectedException extends KafkaException {

  private static final long serialVersionUID = 1L;

  SchemaRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
