package io.tocsin.alerts;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleDiff;
import io.tocsin.alerts.core.rules.RuleEdit;
import io.tocsin.alerts.core.rules.RuleExchange;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The rules topic of a namespace, for those who change rules: read as a whole, written in one
 * transaction, so that services see either the old set or the new one.
 */
public final class RulesTopic {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LONGEST_KEY = 1_000;

  private final ServiceConfig config;
  private final Topics topics;
  private final RuleRecords records;

  /** As configured; nothing is contacted yet. */
  public RulesTopic(ServiceConfig config) {
    this.config = config;
    this.topics = AlertsApp.topics(config);
    this.records = new RuleRecords(topics);
  }

  /** Name of the topic. */
  public String name() {
    return topics.rules().name();
  }

  /**
   * Makes these rules the ones in effect: writes what differs from the topic, and the manifest.
   * Nothing is written when nothing differs.
   *
   * @param rules the whole set, checked
   * @param clock gives the time of the manifest
   * @return what was changed
   */
  public RuleChanges apply(List<Rule> rules, InstantSource clock) {
    return explained(Party.RULES_APPLY, () -> changed(before -> rules, clock));
  }

  /**
   * Edits single rules and makes the whole the set in effect, as {@link #apply} does.
   *
   * @throws io.tocsin.alerts.core.rules.RuleEditException when that cannot be done; then nothing is
   *     written
   */
  public RuleChanges edit(RuleEdit edit, Collection<String> ids, InstantSource clock) {
    return explained(Party.RULES_APPLY, () -> changed(before -> edit.of(before, ids), clock));
  }

  /**
   * Exchanges one rule for another, if it still is what was looked at; the others stay.
   *
   * @throws io.tocsin.alerts.core.rules.RuleConflictException when it is another by now
   * @throws io.tocsin.alerts.core.rules.RuleEditException when that cannot be done; in either case
   *     nothing is written
   */
  public RuleChanges exchange(RuleExchange exchange, InstantSource clock) {
    return explained(Party.RULES_APPLY, () -> changed(exchange::of, clock));
  }

  /** How a file's rules differ from those of the topic. */
  public RuleDiff diff(List<Rule> rules) {
    return RuleDiff.between(read(), rules);
  }

  /** Whoever else is about to change rules is fenced before the topic is read. */
  private RuleChanges changed(
      Function<Map<String, RuleRecord>, List<Rule>> wanted, InstantSource clock) {
    try (Producer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      Map<String, RuleRecord> before = read(Party.RULES_APPLY);
      RuleChanges changes = RuleChanges.between(before, wanted.apply(before));
      boolean hasManifest = before.get(RuleRecord.MANIFEST_KEY) instanceof RuleRecord.Manifest;
      if (!changes.isNothing() || !hasManifest) {
        write(producer, changes, clock.instant());
      }
      return changes;
    }
  }

  /** The latest record of each key; the topic is created where it does not exist. */
  public Map<String, RuleRecord> read() {
    return explained(Party.RULES_LIST, () -> read(Party.RULES_LIST));
  }

  /** A cluster's refusal is told with what the party lacks. */
  private <T> T explained(Party party, Supplier<T> work) {
    try {
      return work.get();
    } catch (KafkaException failed) {
      throw new KafkaTrouble(config, rights(party), transactionalId()).explained(failed);
    }
  }

  private Rights rights(Party party) {
    return new Rights(new AccessRights(topics, party).onTopics());
  }

  private Map<String, RuleRecord> read(Party party) {
    TopicProvisioning.ensure(
        List.of(topics.rules().toNewTopic(config.topics().replication())), rights(party), config);
    Map<String, byte[]> latest = new TreeMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition partition = new TopicPartition(name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(record -> take(record, latest));
      }
    }
    Map<String, RuleRecord> read = new TreeMap<>();
    latest.forEach((key, value) -> read.put(key, records.read(key, value)));
    return read;
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, byte[]> latest) {
    if (record.key() == null || record.key().length > LONGEST_KEY) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      latest.remove(key);
    } else {
      latest.put(key, record.value());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a record that fails fails the commit
  private void write(Producer<byte[], byte[]> producer, RuleChanges changes, Instant at) {
    producer.beginTransaction();
    for (Rule rule : changes.written()) {
      producer.send(record(rule.ruleId(), records.write(rule)));
    }
    for (String id : changes.removed()) {
      producer.send(record(id, null));
    }
    producer.send(record(RuleRecord.MANIFEST_KEY, records.write(changes.manifest(), at)));
    producer.commitTransaction();
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return new ProducerRecord<>(name(), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private String transactionalId() {
    return config.namespace() + "-rules-apply";
  }

  /** Two who change rules at once: the later one fences the earlier, and reads after it. */
  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.rules().maxMessageBytes());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
