package io.tocsin.replay;

import io.tocsin.replay.Deliveries.Delivery;
import io.tocsin.runtime.time.EndOfRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends a history to the raw topic in the order of time, then the end of its range. Each post is
 * one record of the one partition; what an earlier run has sent is compared and passed over.
 */
final class RawTopicSender implements Callable<Void> {

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Deliveries posts;
  private final SentBefore before;
  private final Instant end;
  private final Pacer pacer;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  RawTopicSender(
      Producer<byte[], byte[]> producer,
      String topic,
      ReplayRequest request,
      Pacer pacer,
      SentBefore before) {
    this.producer = producer;
    this.topic = topic;
    this.posts = request.posts();
    this.end = request.end();
    this.pacer = pacer;
    this.before = before;
  }

  /** Posts sent so far, those of earlier runs among them. */
  long sent() {
    return sent.get();
  }

  @Override
  public @Nullable Void call() throws IOException, InterruptedException {
    try (before;
        Deliveries.Cursor cursor = posts.open()) {
      Optional<Delivery> post = cursor.next();
      while (post.isPresent()) {
        if (!before.has(post.get())) {
          pacer.await(post.get().time());
          send(record(post.get()));
        }
        sent.incrementAndGet();
        post = cursor.next();
      }
      if (!before.hasEnd(end)) {
        pacer.await(end);
        send(endOfRange());
      }
    }
    producer.flush();
    checkFailure();
    return null;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    checkFailure();
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  private void checkFailure() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new ReplayException("cannot send to " + topic + ": " + failed.getMessage(), failed);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Delivery post) {
    return new ProducerRecord<>(topic, 0, post.time().toEpochMilli(), post.key(), post.value());
  }

  private ProducerRecord<byte[], byte[]> endOfRange() {
    Headers headers = new RecordHeaders();
    new EndOfRange(end.toEpochMilli()).writeTo(headers);
    byte[] key = utf8(EndOfRange.KEY);
    return new ProducerRecord<>(topic, 0, end.toEpochMilli(), key, null, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
