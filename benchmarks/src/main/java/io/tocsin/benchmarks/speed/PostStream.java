package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes enriched posts at a steady rate, as enrich does, with watermarks between them, until it is
 * closed. Post {@code i} has the key {@code source-k:i} and words of its own at its end; languages
 * take turns.
 */
final class PostStream implements AutoCloseable {

  static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "ru", "uk");

  private static final int SOURCES = 40;
  private static final int POSTS_A_WATERMARK = 50;

  private final TopicSpec<String, EnrichedPost> topic;
  private final int partitions;
  private final List<PostRevision> texts;
  private final String ending;
  private final long nanosAPost;
  private final Producer<byte[], byte[]> producer;
  private final Map<Integer, Long> sentAt = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "posts");
  private volatile boolean stopped;
  private volatile int sent;

  private PostStream(
      Topics topics, Map<String, Object> kafka, List<PostRevision> texts, String ending, int rate) {
    this.topic = topics.enrichedPosts();
    this.partitions = topics.partitions();
    this.texts = List.copyOf(texts);
    this.ending = ending;
    this.nanosAPost = 1_000_000_000L / rate;
    this.producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Begins.
   *
   * @param texts what the posts say, in turn
   * @param ending stands at the end of each
   * @param rate posts a second
   */
  static PostStream start(
      Topics topics, Map<String, Object> kafka, List<PostRevision> texts, String ending, int rate) {
    PostStream stream = new PostStream(topics, kafka, texts, ending, rate);
    stream.thread.start();
    return stream;
  }

  /** How many posts were sent so far. */
  int sent() {
    return sent;
  }

  /** When a post was sent, by {@link System#nanoTime()}. */
  long sentAt(int post) {
    Long time = sentAt.get(post);
    if (time == null) {
      throw new IllegalStateException("post " + post + " was never sent");
    }
    return time;
  }

  private void run() {
    long begin = System.nanoTime();
    int number = 0;
    while (!stopped) {
      long due = begin + number * nanosAPost;
      LockSupport.parkNanos(due - System.nanoTime());
      if (System.nanoTime() >= due) {
        send(number);
        number++;
        sent = number;
      }
    }
  }

  private void send(int number) {
    Instant now = Instant.now();
    EnrichedPost post = post(number, now);
    String key = post.getPost().getPostKey();
    sentAt.put(number, System.nanoTime());
    write(
        new ProducerRecord<>(
            topic.name(),
            number % partitions,
            now.toEpochMilli(),
            key.getBytes(StandardCharsets.UTF_8),
            topic.valueSerde().serializer().serialize(topic.name(), post)));
    if (number % POSTS_A_WATERMARK == 0) {
      mark(now.toEpochMilli());
    }
  }

  private void mark(long time) {
    for (int partition = 0; partition < partitions; partition++) {
      Watermark mark = new Watermark(partition, partitions, time);
      RecordHeaders headers = new RecordHeaders();
      mark.writeTo(headers);
      byte[] key = mark.key().getBytes(StandardCharsets.UTF_8);
      write(new ProducerRecord<>(topic.name(), partition, time, key, null, headers));
    }
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    Future<?> unused = producer.send(record);
  }

  private EnrichedPost post(int number, Instant now) {
    PostRevision text = texts.get(number % texts.size());
    String source = "source-" + number % SOURCES;
    Post post =
        Post.newBuilder()
            .setPostKey(source + ":" + number)
            .setSource(source)
            .setId(Integer.toString(number))
            .setRevision(1)
            .setStatus(PostStatus.USABLE)
            .setSeenAt(now)
            .setPublishedAt(now)
            .setTitle(text.title())
            .setBody(text.body() + ". " + ending)
            .setContentHash("")
            .build();
    return EnrichedPost.newBuilder()
        .setPost(post)
        .setLanguage(LANGUAGES.get(number % LANGUAGES.size()))
        .setLanguageConfidence(1.0)
        .build();
  }

  /** Sends no more; what was sent is in the topic. */
  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.flush();
  }

  @Override
  public void close() {
    stop();
    producer.close();
  }
}
