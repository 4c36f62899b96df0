package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.dashboard.core.DeadLetterBoard;
import io.tocsin.dashboard.core.DeadLetterExample;
import io.tocsin.dashboard.core.DeadLetterKind;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a service. Whatever stands in them is cut to what can be shown.
 *
 * @param namespace whose
 * @param service that refused the records
 * @param name of the topic
 * @param board takes them
 */
record DeadLetterTopic(String namespace, String service, String name, DeadLetterBoard board)
    implements ContextTopic {
  private static final long LETTERS_READ = 10_000;
  private static final int REASON_SHOWN = 100;
  private static final int TEXT_SHOWN = 300;

  @Override
  public long last() {
    return LETTERS_READ;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    String reason = text(record, DeadLetterHeaders.REASON, REASON_SHOWN);
    board.take(
        new DeadLetterKind(namespace, service, reason == null ? "unknown" : reason),
        example(record));
  }

  private DeadLetterExample example(ConsumerRecord<byte[], byte[]> record) {
    String detail = text(record, DeadLetterHeaders.REASON_DETAIL, TEXT_SHOWN);
    return new DeadLetterExample(
        service + "-" + record.partition() + "@" + record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        detail == null ? "" : detail,
        text(record, DeadLetterHeaders.ORIGIN, TEXT_SHOWN),
        source(record),
        text(record.value(), TEXT_SHOWN));
  }

  private static @Nullable String source(ConsumerRecord<byte[], byte[]> record) {
    String topic = text(record, DeadLetterHeaders.TOPIC, TEXT_SHOWN);
    return topic == null
        ? null
        : topic
            + "-"
            + text(record, DeadLetterHeaders.PARTITION, REASON_SHOWN)
            + "@"
            + text(record, DeadLetterHeaders.OFFSET, REASON_SHOWN);
  }

  private static @Nullable String text(
      ConsumerRecord<byte[], byte[]> record, String name, int most) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : text(header.value(), most);
  }

  /** At most so many characters; what is no UTF-8 becomes replacement characters. */
  private static @Nullable String text(byte @Nullable [] bytes, int most) {
    if (bytes == null) {
      return null;
    }
    int enough = 4 * most + 4;
    String text = new String(bytes, 0, Math.min(bytes.length, enough), UTF_8);
    int end = Math.min(text.length(), most);
    boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    boolean cut = end < text.length() || bytes.length > enough;
    return text.substring(0, splits ? end - 1 : end) + (cut ? "…" : "");
  }

  @Override
  public void forget() {
    board.forget(namespace, service);
  }
}
