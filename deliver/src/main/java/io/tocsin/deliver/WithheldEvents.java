package io.tocsin.deliver;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertStatus;
import io.tocsin.deliver.core.Gate.Known;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.silences.AlertTraits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest event of each alert that silences keep from one receiver, written to a compacted topic
 * before the offset of the event is committed, so that a restart or another instance knows them. Of
 * an alert that ended untold only the fact is kept, for so long as it may be retracted. Used by one
 * thread.
 */
final class WithheldEvents {
  /** As many alerts are kept; with so many that ring no more is withheld. */
  static final int MOST = 2_000;

  /** How long it is kept that a receiver has not heard of an alert that is over. */
  static final Duration ENDED_KEPT = Duration.ofDays(14);

  private static final String TOLD = "tocsin.told";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(WithheldEvents.class);

  private final String receiver;
  private final TopicSpec<String, AlertEvent> topic;
  private final Producer<byte[], byte[]> producer;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final int most;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Knows nothing before {@link #load}.
   *
   * @param producer of all receivers; stays open
   * @param consumers makes one in no group, which is closed here
   * @param most how many alerts are kept
   */
  WithheldEvents(
      String receiver,
      TopicSpec<String, AlertEvent> topic,
      Producer<byte[], byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> consumers,
      int most) {
    this.receiver = receiver;
    this.topic = topic;
    this.producer = producer;
    this.consumers = consumers;
    this.most = most;
  }

  /**
   * An alert of which something is withheld.
   *
   * @param traits what silences ask of it
   * @param told whether the receiver may have heard of it before
   * @param open whether it goes on
   * @param sequence number of the event that is withheld
   * @param at when it was withheld
   * @param value the event's bytes
   * @param headers those of the event
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(
      AlertTraits traits,
      boolean told,
      boolean open,
      int sequence,
      Instant at,
      byte[] value,
      Headers headers) {
    /** The key of the alert's events. */
    String key() {
      return traits.ruleId() + "|" + traits.scope();
    }
  }

  /**
   * Reads all that is withheld from the receiver, and forgets what was known.
   *
   * @throws org.apache.kafka.common.KafkaException if a broker does not answer; what was known
   *     stays
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry is needed and away
   */
  void load() {
    Map<String, Entry> found = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition), ANSWER).getOrDefault(partition, 0L);
      long since = System.nanoTime();
      while (consumer.position(partition, ANSWER) < end) {
        var records = consumer.poll(POLL);
        records.forEach(record -> take(record, found));
        since = records.isEmpty() ? since : System.nanoTime();
        if (System.nanoTime() - since > ANSWER.toNanos()) {
          throw new TimeoutException(partition + " cannot be read to its end");
        }
      }
    }
    entries.clear();
    entries.putAll(found);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<String, Entry> found) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    String prefix = receiver + "|";
    if (!key.startsWith(prefix)) {
      return;
    }
    String alertId = key.substring(prefix.length());
    found.remove(alertId);
    try {
      AlertEvent event =
          topic.valueSerde().deserializer().deserialize(record.topic(), record.value());
      if (event != null) {
        found.put(
            alertId,
            entry(
                event,
                isTold(record.headers()),
                Instant.ofEpochMilli(record.timestamp()),
                record.value(),
                record.headers()));
      }
    } catch (SerializationException unreadable) {
      log.atWarn()
          .addKeyValue("receiver", receiver)
          .addKeyValue("offset", record.offset())
          .log("passed over, cannot be read: " + unreadable.getMessage());
    }
  }

  private static boolean isTold(Headers headers) {
    Header told = headers.lastHeader(TOLD);
    return told == null
        || told.value() == null
        || Boolean.parseBoolean(new String(told.value(), StandardCharsets.UTF_8));
  }

  private static Entry entry(
      AlertEvent event, boolean told, Instant at, byte[] value, Headers headers) {
    return new Entry(
        AlertTraits.of(event.getAlert()),
        told,
        event.getAlert().getStatus() == AlertStatus.OPEN,
        event.getSequence(),
        at,
        value,
        headers);
  }

  /** What is known of an alert. */
  Known known(String alertId) {
    Entry entry = entries.get(alertId);
    return entry == null ? Known.NOTHING : entry.told() ? Known.TOLD : Known.NEVER_TOLD;
  }

  /**
   * Withholds an event, in the place of the one before of its alert; it is on the topic when this
   * returns.
   *
   * @param told whether the receiver may have heard of the alert before
   * @param now the time of the wall clock
   * @return false if there is no room, and nothing is withheld
   */
  boolean put(Happening happening, Headers headers, boolean told, Instant now) {
    AlertEvent event = happening.event();
    if (!entries.containsKey(event.getAlertId())
        && entries.size() >= most
        && !forgetOneThatEnded()) {
      return false;
    }
    AlertEvent kept = event.getAlert().getStatus() == AlertStatus.OPEN ? event : bare(event);
    byte[] value = topic.valueSerde().serializer().serialize(topic.name(), kept);
    Headers all = new RecordHeaders(headers.toArray());
    all.remove(TOLD);
    all.add(TOLD, Boolean.toString(told).getBytes(StandardCharsets.UTF_8));
    write(event.getAlertId(), now, value, all);
    entries.remove(event.getAlertId());
    entries.put(event.getAlertId(), entry(kept, told, now, value, all));
    return true;
  }

  /** It is never sent, so nothing of its posts is kept. */
  private static AlertEvent bare(AlertEvent event) {
    return AlertEvent.newBuilder(event)
        .setReason("")
        .setAlert(
            io.tocsin.avro.Alert.newBuilder(event.getAlert())
                .setEvidence(List.of())
                .setSummary("")
                .build())
        .build();
  }

  private boolean forgetOneThatEnded() {
    for (Entry entry : entries.values()) {
      if (!entry.open()) {
        remove(entry.traits().alertId());
        return true;
      }
    }
    return false;
  }

  /** Nothing of that alert is withheld any more; on the topic, too, when this returns. */
  void remove(String alertId) {
    if (entries.containsKey(alertId)) {
      write(alertId, null, null, new RecordHeaders());
      entries.remove(alertId);
    }
  }

  private void write(
      String alertId, @Nullable Instant at, byte @Nullable [] value, Headers headers) {
    byte[] key = (receiver + "|" + alertId).getBytes(StandardCharsets.UTF_8);
    Long time = at == null ? null : at.toEpochMilli();
    SentRecords.send(producer, new ProducerRecord<>(topic.name(), 0, time, key, value, headers));
  }

  /** Forgets those that ended so long ago that nothing more comes of them. */
  void forgetOld(Instant now) {
    Instant before = now.minus(ENDED_KEPT);
    entries.values().stream()
        .filter(entry -> !entry.open() && entry.at().isBefore(before))
        .map(entry -> entry.traits().alertId())
        .toList()
        .forEach(this::remove);
  }

  /** Those that go on, the one first that was withheld the longest ago. */
  List<Entry> open() {
    return entries.values().stream().filter(Entry::open).toList();
  }

  /** How many alerts there are of which something is withheld and which go on. */
  int size() {
    return open().size();
  }
}
