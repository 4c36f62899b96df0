package io.tocsin.runtime.deadletters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record on which an exception was thrown, for the three handlers of Kafka
 * Streams, which share one instance through the settings of the client.
 *
 * <ul>
 *   <li>bad bytes: a dead letter, the service goes on;
 *   <li>a failure of our own code: a dead letter, and the service stops when it happens more often
 *       than allowed within a minute;
 *   <li>a record that Kafka refuses as too large: a dead letter of its beginning;
 *   <li>a broken world (whatever may pass when it is tried again): the service stops, nothing is
 *       given up.
 * </ul>
 */
public final class ErrorPolicy {
  /** Setting under which the handlers find the policy. */
  static final String SETTING = "tocsin.error.policy";

  private static final Logger log = LoggerFactory.getLogger(ErrorPolicy.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DeadLetters deadLetters;
  private final String topic;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final FailureRate failures;

  /**
   * @param deadLetters makes the letters
   * @param topic the dead-letter topic
   * @param failuresPerMinute failures of our own code that are borne within a minute
   * @param meters counts the letters by reason
   * @param clock wall time
   */
  public ErrorPolicy(
      DeadLetters deadLetters,
      String topic,
      int failuresPerMinute,
      MeterRegistry meters,
      InstantSource clock) {
    this.deadLetters = deadLetters;
    this.topic = topic;
    this.meters = meters;
    this.clock = clock;
    this.failures = new FailureRate(failuresPerMinute, MINUTE);
    Reason.OF_EXCEPTIONS.forEach(code -> counter(meters, code));
  }

  /** Each is there from the beginning: the first letter would be no increase otherwise. */
  private static Counter counter(MeterRegistry meters, String code) {
    return Counter.builder("tocsin.dead.letters")
        .description("Records that went to the dead letters because of an exception")
        .tag("reason", code)
        .register(meters);
  }

  /** Settings for Kafka Streams by which the policy takes effect. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(SETTING, this);
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, BadBytesHandler.class);
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedProcessingHandler.class);
    settings.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedProductionHandler.class);
    settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topic);
    return settings;
  }

  static ErrorPolicy from(Map<String, ?> settings) {
    if (settings.get(SETTING) instanceof ErrorPolicy policy) {
      return policy;
    }
    throw new IllegalStateException("the setting " + SETTING + " holds no policy");
  }

  static ErrorPolicy configured(@Nullable ErrorPolicy policy) {
    if (policy == null) {
      throw new IllegalStateException("the handler was not configured");
    }
    return policy;
  }

  /** Whether it is the dead-letter topic itself, whose failures cannot go to dead letters. */
  boolean isOwnTopic(String name) {
    return name.equals(topic);
  }

  /** Whether one more failure of our own code is too much. */
  boolean isTooMuch() {
    return failures.exceededBy(clock.instant());
  }

  /** A dead letter of the source record as it was read. */
  List<ProducerRecord<byte[], byte[]>> letterOfSource(
      ErrorHandlerContext context, Reason reason, Throwable exception) {
    return letter(context.sourceRawKey(), context.sourceRawValue(), context, reason, exception);
  }

  /** A dead letter with the given bytes in place of the source record's. */
  List<ProducerRecord<byte[], byte[]>> letter(
      byte @Nullable [] key,
      byte @Nullable [] value,
      ErrorHandlerContext context,
      Reason reason,
      Throwable exception) {
    Instant at = clock.instant();
    Source source = Source.of(context);
    Headers headers = context.headers() == null ? new RecordHeaders() : context.headers();
    DeadLetter letter =
        deadLetters.failed(
            key, value, headers, source, reason, context.processorNodeId(), exception, at);
    counter(meters, reason.code()).increment();
    log.atWarn()
        .addKeyValue("reason", reason.code())
        .addKeyValue("stage", context.processorNodeId())
        .addKeyValue("source", source.text())
        .log("dead letter");
    return List.of(letter.toProducerRecord(topic));
  }

  /** Logs that the service gives up at this record. */
  void logStop(String what, ErrorHandlerContext context, Throwable exception) {
    log.atError()
        .addKeyValue("stage", context.processorNodeId())
        .addKeyValue("source", Source.of(context).text())
        .setCause(exception)
        .log(what);
  }
}
