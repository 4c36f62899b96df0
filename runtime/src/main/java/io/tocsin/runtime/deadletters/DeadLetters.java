package io.tocsin.runtime.deadletters;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records for a service's dead-letter topic: key and value as they came, the reason in
 * the headers.
 *
 * <p>A value longer than the limit is cut, with its size and hash kept, because a record that the
 * topic refuses would end the client. Kafka's own header names are used for what they cover. The
 * headers of the refused record are kept as long as they are small.
 */
public final class DeadLetters {
  /** Longest key in bytes that is kept whole. */
  public static final int MAX_KEY = 64 << 10;

  private static final int MAX_KEPT_HEADERS = 16 << 10;
  private static final int MAX_MESSAGE = 1_000;

  private final String service;
  private final int maxValue;

  /**
   * @param service name of the service
   * @param maxValue longest value in bytes that is kept whole
   */
  public DeadLetters(String service, int maxValue) {
    this.service = service;
    this.maxValue = maxValue;
  }

  /** With the limit of the configuration. */
  public static DeadLetters of(String service, ServiceConfig config) {
    return new DeadLetters(service, config.get(ShellKeys.DEAD_LETTER_MAX_VALUE).intValue());
  }

  /**
   * The dead letter of a record that a processor refuses, to be forwarded to the sink of the
   * dead-letter topic.
   *
   * @param context gives place and time of the record
   * @param record as it was read
   */
  public Record<byte[], byte[]> rejected(
      ProcessingContext context, Record<byte[], byte[]> record, Reason reason) {
    Source source =
        context
            .recordMetadata()
            .map(metadata -> Source.of(metadata, record.timestamp()))
            .orElseGet(() -> Source.nowhere(record.timestamp()));
    return letter(
            record.key(),
            record.value(),
            record.headers(),
            source,
            reason,
            Instant.ofEpochMilli(context.currentSystemTimeMs()))
        .toRecord();
  }

  /** The dead letter of any record: {@code at} is when it was refused. */
  public DeadLetter letter(
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers kept,
      Source source,
      Reason reason,
      Instant at) {
    RecordHeaders headers = new RecordHeaders();
    keepSmall(kept, headers);
    put(headers, DeadLetterHeaders.REASON, reason.code());
    put(headers, DeadLetterHeaders.REASON_DETAIL, reason.detail());
    put(headers, DeadLetterHeaders.SERVICE, service);
    put(headers, DeadLetterHeaders.AT, at.toString());
    describe(source, headers);
    if (value != null && value.length > maxValue) {
      put(headers, DeadLetterHeaders.ORIGINAL_SIZE, Integer.toString(value.length));
      put(headers, DeadLetterHeaders.ORIGINAL_SHA256, sha256(value));
    }
    return new DeadLetter(cut(key, MAX_KEY), cut(value, maxValue), headers, at);
  }

  /** The dead letter of a record on which an exception was thrown. */
  DeadLetter failed(
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers kept,
      Source source,
      Reason reason,
      @Nullable String stage,
      Throwable exception,
      Instant at) {
    DeadLetter letter = letter(key, value, kept, source, reason, at);
    Headers headers = letter.headers();
    put(headers, DeadLetterHeaders.EXCEPTION, exception.getClass().getName());
    String message = String.valueOf(exception.getMessage());
    put(
        headers,
        DeadLetterHeaders.MESSAGE,
        message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
    if (stage != null) {
      put(headers, DeadLetterHeaders.STAGE, stage);
    }
    return letter;
  }

  private static void describe(Source source, Headers headers) {
    String topic = source.topic();
    if (topic != null) {
      put(headers, DeadLetterHeaders.TOPIC, topic);
      put(headers, DeadLetterHeaders.PARTITION, Integer.toString(source.partition()));
      put(headers, DeadLetterHeaders.OFFSET, Long.toString(source.offset()));
    }
    put(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(source.timestamp()));
  }

  private static void keepSmall(Headers from, Headers to) {
    int size = 0;
    for (Header header : from) {
      if (DeadLetterHeaders.OF_THE_REFUSAL.contains(header.key())) {
        continue;
      }
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
      if (size > MAX_KEPT_HEADERS) {
        return;
      }
      to.add(header);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int limit) {
    return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
