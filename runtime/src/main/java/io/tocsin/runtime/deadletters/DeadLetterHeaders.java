package io.tocsin.runtime.deadletters;

import java.util.Set;
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

  /** Whose record it was, in the service's own words, where that can be told. */
  public static final String ORIGIN = "tocsin.origin";

  /** On a record that was sent back: the dead letter that it was, {@code ingest-0@17}. */
  public static final String REDRIVEN = "tocsin.redriven";

  /** On a record that was sent back: when, ISO-8601 in UTC. */
  public static final String REDRIVEN_AT = "tocsin.redriven.at";

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

  /** The headers that say why a record is dead; a record that is sent back has none of them. */
  public static final Set<String> OF_THE_REFUSAL =
      Set.of(
          REASON,
          REASON_DETAIL,
          SERVICE,
          AT,
          STAGE,
          ORIGIN,
          TIMESTAMP,
          ORIGINAL_SIZE,
          ORIGINAL_SHA256,
          EXCEPTION,
          MESSAGE,
          TOPIC,
          PARTITION,
          OFFSET);

  private DeadLetterHeaders() {}
}
