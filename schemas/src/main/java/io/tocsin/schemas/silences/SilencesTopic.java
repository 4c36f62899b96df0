package io.tocsin.schemas.silences;

import io.tocsin.avro.Silence;
import io.tocsin.schemas.CompactedTopic;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the silences: read again and again, each time what has come since, and written one
 * silence at a time. In no group; it creates nothing. What cannot be read, or breaks the {@link
 * SilenceTerms}, is passed over. For several threads, one after the other.
 */
public final class SilencesTopic implements AutoCloseable {
  /** How long a silence that is over can still be seen. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** As many are kept, those that are over among them; beyond it those go that ended first. */
  static final int MOST_KEPT = 2 * Silences.MOST;

  private static final int LONGEST_ID = 64;
  private static final Comparator<Silence> ENDED_FIRST =
      Comparator.comparing(Silence::getEndsAt).thenComparing(Silence::getSilenceId);

  private final Map<String, ?> kafka;
  private final String clientId;
  private final TopicSpec<String, Silence> topic;
  private final CompactedTopic records;
  private final SilenceKeeper keeper = new SilenceKeeper();
  private final Map<String, Silence> read = new HashMap<>();
  private Silences latest = Silences.NONE;

  /**
   * Of a namespace; nothing is contacted yet.
   *
   * @param kafka settings of all Kafka clients
   * @param clientId what the broker's logs call it
   */
  public SilencesTopic(Map<String, ?> kafka, String clientId, Topics topics) {
    this.kafka = Map.copyOf(kafka);
    this.clientId = clientId;
    this.topic = topics.silences();
    this.records = new CompactedTopic(kafka, clientId, topic.name(), LONGEST_ID);
  }

  /**
   * The silences as they are now; none where there is no topic.
   *
   * @throws KafkaException if no broker answers in time, or refuses it
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry is needed and away
   */
  public synchronized Silences look() {
    if (records.catchUp(keeper)) {
      latest = Silences.of(read.values());
    }
    return latest;
  }

  private final class SilenceKeeper implements CompactedTopic.Keeper {

    @Override
    public void forgetAll() {
      read.clear();
    }

    @Override
    public void take(String id, byte[] value) {
      Silence silence = silence(id, value);
      read.remove(id);
      if (silence != null) {
        read.put(id, silence);
        makeRoom();
      }
    }
  }

  private @Nullable Silence silence(String id, byte[] value) {
    try {
      Silence silence =
          value.length == 0
              ? null
              : topic.valueSerde().deserializer().deserialize(topic.name(), value);
      return silence != null
              && silence.getSilenceId().equals(id)
              && (isEnded(silence) || SilenceTerms.problems(silence).isEmpty())
          ? silence
          : null;
    } catch (SerializationException foreign) {
      return null;
    }
  }

  /** One that was ended before it began. */
  private static boolean isEnded(Silence silence) {
    return !silence.getEndsAt().isAfter(silence.getStartsAt());
  }

  private void makeRoom() {
    if (read.size() > MOST_KEPT) {
      read.remove(read.values().stream().min(ENDED_FIRST).orElseThrow().getSilenceId());
    }
  }

  /**
   * Adds one, and takes away those that ended long ago.
   *
   * @throws TooManySilencesException if {@link Silences#MOST} stand already
   * @throws KafkaException if it cannot be written; it may be there nevertheless
   */
  public synchronized Silences add(Silence silence) {
    Instant now = silence.getCreatedAt();
    Silences before = look();
    int standing = before.standing(now).size();
    if (standing >= Silences.MOST) {
      throw new TooManySilencesException(standing);
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(record(silence.getSilenceId(), silence));
    before.all().stream()
        .filter(old -> SilenceTerms.isOver(old, now.minus(KEPT)))
        .forEach(old -> records.add(record(old.getSilenceId(), null)));
    write(records);
    return look();
  }

  /**
   * Lets one end now; one that has not begun never does. What is over stays as it is.
   *
   * @return how it is then; empty if there is none of this id
   * @throws KafkaException if it cannot be written; it may be there nevertheless
   */
  public synchronized Optional<Silence> expire(String silenceId, Instant now) {
    Optional<Silence> found = look().find(silenceId);
    if (found.isEmpty() || SilenceTerms.isOver(found.get(), now)) {
      return found;
    }
    Silence ended = Silence.newBuilder(found.get()).setEndsAt(now).build();
    write(List.of(record(silenceId, ended)));
    look();
    return Optional.of(ended);
  }

  private ProducerRecord<byte[], byte[]> record(String id, @Nullable Silence silence) {
    return new ProducerRecord<>(
        topic.name(),
        0,
        id.getBytes(StandardCharsets.UTF_8),
        silence == null ? null : topic.valueSerde().serializer().serialize(topic.name(), silence));
  }

  private void write(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CompactedTopic.ANSWER.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) CompactedTopic.ANSWER.toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * (int) CompactedTopic.ANSWER.toMillis());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException known
          ? known
          : new KafkaException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptException(interrupted);
    }
  }

  /** Whoever reads at this moment is ended. */
  @Override
  public void close() {
    records.close();
  }
}
