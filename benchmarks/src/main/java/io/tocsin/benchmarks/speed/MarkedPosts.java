package io.tocsin.benchmarks.speed;

import io.tocsin.avro.Mention;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what match has committed, and notes of each post by which version of one rule it was
 * matched, and when that could be read. A second mention of a post by that rule is an error.
 */
final class MarkedPosts implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  private final String rule;
  private final Consumer<String, Mention> consumer;
  private final Thread thread = new Thread(this::run, "mentions");
  private final Map<Integer, Marked> posts = new HashMap<>();
  private long mentions;
  private volatile boolean stopped;
  private volatile boolean failed;

  /**
   * A post that was matched.
   *
   * @param post its number
   * @param version of the rule that matched it
   * @param readAt when that could be read, by {@link System#nanoTime()}
   */
  record Marked(int post, int version, long readAt) {}

  private MarkedPosts(String rule, Consumer<String, Mention> consumer) {
    this.rule = rule;
    this.consumer = consumer;
  }

  /**
   * Begins to read.
   *
   * @param topic the topic between the stages
   * @param rule the rule that matches each post once
   */
  static MarkedPosts start(Topics topics, Map<String, Object> kafka, String topic, String rule) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    Deserializer<Mention> mentions = topics.mentionSerde().deserializer();
    KafkaConsumer<String, Mention> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), mentions);
    List<TopicPartition> partitions =
        IntStream.range(0, topics.partitions())
            .mapToObj(p -> new TopicPartition(topic, p))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    MarkedPosts marked = new MarkedPosts(rule, consumer);
    marked.thread.start();
    return marked;
  }

  private void run() {
    try {
      while (!stopped) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  private synchronized void take(ConsumerRecord<String, Mention> record) {
    Mention mention = record.value();
    if (mention == null) {
      return;
    }
    mentions++;
    if (mention.getRuleId().equals(rule)) {
      String key = mention.getPostKey();
      int post = Integer.parseInt(key.substring(key.indexOf(':') + 1));
      Marked marked = new Marked(post, mention.getRuleVersion(), System.nanoTime());
      if (posts.put(post, marked) != null) {
        throw new IllegalStateException("post " + post + " was matched twice by one rule");
      }
    }
  }

  /** How many posts were matched; each once. */
  synchronized int count() {
    if (failed) {
      throw new IllegalStateException("the reader of mentions has failed");
    }
    return posts.size();
  }

  /** How many mentions of all rules there were. */
  synchronized long mentions() {
    return mentions;
  }

  /** Those by a version of the rule. */
  synchronized List<Marked> by(int version) {
    return posts.values().stream().filter(marked -> marked.version() == version).toList();
  }

  /** Those that could be read in a stretch of time, in the order in which they could. */
  synchronized List<Marked> readBetween(long from, long to) {
    List<Marked> found = new ArrayList<>();
    posts.values().stream().filter(m -> m.readAt() >= from && m.readAt() <= to).forEach(found::add);
    found.sort((a, b) -> Long.compare(a.readAt(), b.readAt()));
    return found;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
