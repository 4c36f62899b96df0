package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.time.Watermark;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter's headers say of it, without its bytes.
 *
 * @param position where it lies
 * @param at when the record was refused
 * @param reason machine code of the reason
 * @param detail the reason in words
 * @param origin whose record it was, the post's source; null where that is not known
 * @param topic where the record was read; null if no record caused the letter
 * @param partition of that topic; -1 without one
 * @param offset in it; -1 without one
 * @param timestamp of the refused record in epoch milliseconds; -1 where it is not known
 * @param kept bytes of the value that the letter holds; -1 if there was no value
 * @param size bytes of the whole value; -1 if there was no value
 * @param whole whether key and value are as they came
 * @param control whether the record was a control record of the pipeline
 * @param redriven the letter that this record was before it was sent back; null if it was not
 */
record Letter(
    LetterPosition position,
    Instant at,
    String reason,
    String detail,
    @Nullable String origin,
    @Nullable String topic,
    int partition,
    long offset,
    long timestamp,
    int kept,
    long size,
    boolean whole,
    boolean control,
    @Nullable String redriven) {
  private static final String UNKNOWN = "unknown";

  static Letter of(String service, ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    int kept = value == null ? -1 : value.length;
    long original = number(record, DeadLetterHeaders.ORIGINAL_SIZE);
    String topic = text(record, DeadLetterHeaders.TOPIC);
    return new Letter(
        new LetterPosition(service, record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        or(text(record, DeadLetterHeaders.REASON), UNKNOWN),
        or(text(record, DeadLetterHeaders.REASON_DETAIL), ""),
        origin(record, topic),
        topic,
        (int) number(record, DeadLetterHeaders.PARTITION),
        number(record, DeadLetterHeaders.OFFSET),
        number(record, DeadLetterHeaders.TIMESTAMP),
        kept,
        original < 0 ? kept : original,
        original < 0 && isKeyWhole(record.key()),
        value == null && record.key() != null && Watermark.isControlKey(utf8(record.key())),
        text(record, DeadLetterHeaders.REDRIVEN));
  }

  /** What is as long as the longest may have been longer. */
  private static boolean isKeyWhole(byte @Nullable [] key) {
    return key == null || key.length < DeadLetters.MAX_KEY;
  }

  /** Clean posts are keyed by source and id. */
  private static @Nullable String origin(
      ConsumerRecord<byte[], byte[]> record, @Nullable String topic) {
    String said = text(record, DeadLetterHeaders.ORIGIN);
    if (said != null || topic == null || topic.endsWith(".posts.raw") || record.key() == null) {
      return said;
    }
    String key = utf8(record.key());
    int colon = key.indexOf(':');
    return colon > 0 ? key.substring(0, colon) : null;
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : utf8(header.value());
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    String text = text(record, name);
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** {@code topic-partition@offset}, or a dash. */
  String source() {
    return topic == null ? "-" : topic + "-" + partition + "@" + offset;
  }

  /** The partition that the record was read from. */
  TopicPartition sourcePartition() {
    return new TopicPartition(or(topic, UNKNOWN), partition);
  }

  /** The origin, or that it is not known. */
  String originOrUnknown() {
    return or(origin, UNKNOWN);
  }
}
