package io.tocsin.runtime.deadletters;

import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;

/** Names of the headers of a dead letter; all values are UTF-8 text. */
public final class DeadLetterHeaders {
  /** Machine code of the reason. */
  public static final String REASON = "tocsin.reason";

  /** The reason in words. */
  public static final String REASON_DETAIL = "tocsin.reason.detail";

  /** The service that refused the record. */
  public static final String SERVICE = "tocsin.service";

  /** When it was refused, ISO-8601 in UTC. */
  public static final String AT = "tocsin.at";

  /** The stage (processor) at which it failed, where it is known. */
  public static final String STAGE = "tocsin.stage";

  /** Timestamp of the refused record in epoch milliseconds. */
  public static final String TIMESTAMP = "tocsin.timestamp";

  /** Length of the whole value in bytes, where it was cut. */
  public static final String ORIGINAL_SIZE = "tocsin.original.size";

  /** SHA-256 of the whole value in hexadecimal digits, where it was cut. */
  public static final String ORIGINAL_SHA256 = "tocsin.original.sha256";

  /** Kafka's own name for the class of the exception. */
  public static final String EXCEPTION = ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME;

  /** Kafka's own name for the message of the exception. */
  public static final String MESSAGE = ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME;

  /** Kafka's own name for the source topic. */
  public static final String TOPIC = ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME;

  /** Kafka's own name for the source partition. */
  public static final String PARTITION = ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME;

  /** Kafka's own name for the source offset. */
  public static final String OFFSET = ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME;

  private DeadLetterHeaders() {}
}
