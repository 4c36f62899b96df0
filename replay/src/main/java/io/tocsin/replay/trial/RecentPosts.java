package io.tocsin.replay.trial;

import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.wire.PostRecords;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The enriched posts of the last days, kept in memory so that one trial after the other can go over
 * them; each time what has come since is read. In no group. A bounded number of posts, characters
 * and records: the oldest posts go first. For several threads, one after the other.
 */
public final class RecentPosts implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Comparator<At> ORDER =
      Comparator.comparingLong(At::time)
          .thenComparingInt(At::partition)
          .thenComparingLong(At::offset);

  private final TopicSpec<String, EnrichedPost> topic;
  private final Limits limits;
  private final InstantSource clock;
  private final Consumer<byte[], byte[]> consumer;
  private final NavigableMap<At, PostRevision> posts = new TreeMap<>(ORDER);
  private long characters;
  private boolean full;
  private long passedOver;

  private record At(long time, int partition, long offset) {}

  /**
   * How much is kept.
   *
   * @param past how far back
   * @param posts revisions of posts
   * @param characters of their texts
   * @param records of the topic that are read at first, also those of the clock
   */
  public record Limits(Duration past, int posts, long characters, long records) {}

  /**
   * The posts at one moment.
   *
   * @param posts in the order of time; one that is to be forgotten has no texts
   * @param until the clock's time then; not before the last post
   * @param complete whether the topic was read to its end; if not, the next time goes on
   * @param full whether older posts went for want of room
   * @param passedOver records that could not be read
   */
  public record Kept(
      List<PostRevision> posts, Instant until, boolean complete, boolean full, long passedOver) {
    public Kept {
      posts = List.copyOf(posts);
    }
  }

  /**
   * Of a topic; nothing is contacted yet.
   *
   * @param kafka settings of all Kafka clients
   * @param clientId what the broker's logs call it
   * @param clock says what is recent
   */
  public RecentPosts(
      Map<String, ?> kafka,
      String clientId,
      TopicSpec<String, EnrichedPost> topic,
      Limits limits,
      InstantSource clock) {
    this.topic = topic;
    this.limits = limits;
    this.clock = clock;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads on and tells what there is.
   *
   * @param atMost how long it may read
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time, or refuses it
   * @throws RegistryUnavailableException if the registry is needed and away
   */
  public synchronized Kept read(Duration atMost) {
    Instant now = clock.instant();
    boolean complete = assign(now) && readOn(System.nanoTime() + atMost.toNanos());
    forget(now.minus(limits.past()).toEpochMilli());
    long last = posts.isEmpty() ? 0 : posts.lastKey().time();
    Instant until = Instant.ofEpochMilli(complete ? Math.max(last, now.toEpochMilli()) : last);
    return new Kept(List.copyOf(posts.values()), until, complete, full, passedOver);
  }

  /** Begins, and begins anew where partitions have come; false where there is no topic. */
  private boolean assign(Instant now) {
    Set<TopicPartition> partitions =
        consumer.partitionsFor(topic.name(), ANSWER).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .collect(Collectors.toSet());
    if (!consumer.assignment().equals(partitions)) {
      posts.clear();
      characters = 0;
      consumer.assign(partitions);
      starts(partitions, now.minus(limits.past())).forEach(consumer::seek);
    }
    return !partitions.isEmpty();
  }

  private Map<TopicPartition, Long> starts(Set<TopicPartition> partitions, Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, from.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, ANSWER);
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .endOffsets(partitions, ANSWER)
        .forEach(
            (partition, end) -> {
              @Nullable OffsetAndTimestamp first = found.get(partition);
              long since = first == null ? end : first.offset();
              long newest = end - limits.records() / partitions.size();
              full |= newest > since;
              starts.put(partition, Math.max(since, newest));
            });
    return starts;
  }

  private boolean readOn(long deadline) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ANSWER);
    while (!isAt(ends)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      take(consumer.poll(POLL));
    }
    return true;
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    @Nullable RegistryUnavailableException outage = null;
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        try {
          take(record);
        } catch (RegistryUnavailableException away) {
          consumer.seek(partition, record.offset());
          outage = away;
          break;
        } catch (SerializationException unreadable) {
          passedOver++;
        }
      }
    }
    if (outage != null) {
      throw outage;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null
        || ProbeRecords.isKey(record.key())
        || Watermark.isControlKey(new String(keyOf(record), StandardCharsets.UTF_8))) {
      return;
    }
    EnrichedPost post = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
    keep(
        new At(record.timestamp(), record.partition(), record.offset()),
        PostRecords.plain(Objects.requireNonNull(post)));
  }

  private static byte[] keyOf(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? new byte[0] : record.key();
  }

  private void keep(At at, PostRevision post) {
    if (post.erased()) {
      posts.replaceAll(
          (when, kept) -> kept.postKey().equals(post.postKey()) ? forgotten(kept) : kept);
    }
    posts.put(at, post);
    characters += charactersOf(post);
    while (posts.size() > limits.posts() || characters > limits.characters()) {
      characters -= charactersOf(posts.pollFirstEntry().getValue());
      full = true;
    }
  }

  private PostRevision forgotten(PostRevision kept) {
    characters -= charactersOf(kept);
    return kept.withoutTexts();
  }

  private static long charactersOf(PostRevision post) {
    return (long) post.title().length() + post.body().length();
  }

  private void forget(long before) {
    while (!posts.isEmpty() && posts.firstKey().time() < before) {
      characters -= charactersOf(posts.pollFirstEntry().getValue());
    }
  }

  /** Whoever reads at this moment is ended. */
  @Override
  public void close() {
    consumer.wakeup();
    synchronized (this) {
      consumer.close();
    }
  }
}
