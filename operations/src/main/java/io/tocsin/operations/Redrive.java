package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topics that they came from, each once.
 *
 * <p>A record and the note that it was sent stand in one transaction, and the notes are read after
 * the producer has fenced whoever was at it before: however a redrive ends, the next one sends what
 * was not sent and nothing else. Two at once: the later one wins, the earlier ends.
 */
final class Redrive implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int RECORDS = 500;
  private static final long BYTES = 16L << 20;

  private final ServiceConfig config;
  private final InstantSource clock;
  private final int records;
  private final Consumer<List<Letter>> progress;
  private final Producer<byte[], byte[]> producer;
  private final List<Letter> pending = new ArrayList<>();
  private long pendingBytes;

  /**
   * Connects.
   *
   * @param records how many letters make a transaction
   * @param progress is told the letters that are sent for good, transaction by transaction
   */
  Redrive(ServiceConfig config, InstantSource clock, int records, Consumer<List<Letter>> progress) {
    this.config = config;
    this.clock = clock;
    this.records = records;
    this.progress = progress;
    this.producer = producer(config);
  }

  /** With transactions of a size that does well. */
  Redrive(ServiceConfig config, InstantSource clock, Consumer<List<Letter>> progress) {
    this(config, clock, RECORDS, progress);
  }

  /**
   * Sends what is asked for.
   *
   * @return what was sent and what was left
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if a right is missing
   * @throws ServiceFailure if another redrive has begun meanwhile
   */
  RedrivePlan run(RedriveRequest request) {
    try (LetterBox box = LetterBox.open(config, Party.DEAD_LETTERS_REDRIVE)) {
      Topics catalogue = box.catalogue();
      TopicProvisioning.ensure(
          List.of(catalogue.redrivenLetters().toNewTopic(config.topics().replication())), config);
      producer.initTransactions();
      RedrivePlan plan = RedrivePlan.of(box, request);
      request.read(box, (letter, record) -> send(plan, request, letter, record));
      commit();
      forget(plan.redriven().removals(catalogue, box.beginnings()));
      return plan;
    } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
      throw new ServiceFailure(
          ExitCode.WORLD_BROKEN,
          "another redrive has begun in this namespace; what neither has sent is still there",
          fenced);
    } catch (KafkaException failed) {
      throw explained(failed);
    }
  }

  private RuntimeException explained(KafkaException failed) {
    AccessRights rights = new AccessRights(Catalogue.of(config), Party.DEAD_LETTERS_REDRIVE);
    return new KafkaTrouble(config, new Rights(rights.onTopics()), transactionalId(config))
        .explained(failed);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a record that fails fails the commit
  private void send(
      RedrivePlan plan,
      RedriveRequest request,
      Letter letter,
      ConsumerRecord<byte[], byte[]> record) {
    if (plan.sends(letter.position()) == null) {
      return;
    }
    if (pending.isEmpty()) {
      producer.beginTransaction();
    }
    Instant now = clock.instant();
    byte @Nullable [] value = request.value() == null ? record.value() : request.value();
    producer.send(back(letter, record, value, now));
    producer.send(plan.redriven().entry(letter, now));
    pending.add(letter);
    pendingBytes += value == null ? 0 : value.length;
    if (pending.size() >= records || pendingBytes >= BYTES) {
      commit();
    }
  }

  private void commit() {
    if (!pending.isEmpty()) {
      producer.commitTransaction();
      progress.accept(List.copyOf(pending));
      pending.clear();
      pendingBytes = 0;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a record that fails fails the commit
  private void forget(List<ProducerRecord<byte[], byte[]>> removals) {
    if (!removals.isEmpty()) {
      producer.beginTransaction();
      removals.forEach(producer::send);
      producer.commitTransaction();
    }
  }

  /**
   * The record as it was refused, in the partition that it came from, so that it stays in order.
   */
  private static ProducerRecord<byte[], byte[]> back(
      Letter letter, ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value, Instant now) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!DeadLetterHeaders.OF_THE_REFUSAL.contains(header.key())) {
        headers.add(header);
      }
    }
    put(headers, DeadLetterHeaders.REDRIVEN, letter.position().text());
    put(headers, DeadLetterHeaders.REDRIVEN_AT, now.toString());
    return new ProducerRecord<>(
        letter.sourcePartition().topic(),
        letter.partition() < 0 ? null : letter.partition(),
        letter.timestamp() < 0 ? null : letter.timestamp(),
        record.key(),
        value,
        headers);
  }

  private static void put(RecordHeaders headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  static String transactionalId(ServiceConfig config) {
    return config.namespace() + "-dead-letters-redrive";
  }

  private static Producer<byte[], byte[]> producer(ServiceConfig config) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(config));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecord(Catalogue.of(config)));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.startupTimeout().toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static int largestRecord(Topics catalogue) {
    return catalogue.all().stream().mapToInt(TopicSpec::maxMessageBytes).max().orElseThrow();
  }

  /** Leaves an open transaction to be aborted by the next one, or by the broker after a minute. */
  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
