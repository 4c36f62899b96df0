package io.tocsin.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.deliver.core.Backoff;
import io.tocsin.deliver.core.EventFilter;
import io.tocsin.deliver.core.ReceiverSpec;
import io.tocsin.deliver.core.ReceiverSpec.Alertmanager;
import io.tocsin.deliver.core.ReceiverSpec.Webhook;
import io.tocsin.deliver.core.WebhookSignature;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.schemas.silences.SilencesTopic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the loops of the receivers, each with clients of its own. */
final class DeliveryLoops {
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);
  private static final int ANSWER_MILLIS = 10_000;
  private static final int MOST_RECORDS = 20;
  private static final int FETCH_BYTES = 1 << 20;
  private static final int LOOK_MILLIS = 5_000;

  private final ServiceConfig config;
  private final Topics topics;
  private final MeterRegistry meters;
  private final Vault vault;
  private final DeadLetterSender letters;
  private final Producer<byte[], byte[]> withheld;
  private final SilenceWatch silences;
  private final InstantSource clock = InstantSource.system();

  DeliveryLoops(ServiceConfig config, Topics topics, MeterRegistry meters, Vault vault) {
    this.config = config;
    this.topics = topics;
    this.meters = meters;
    this.vault = vault;
    TopicSpec<byte[], byte[]> dead = topics.deadLetters(DeliverService.NAME);
    this.letters =
        new DeadLetterSender(
            DeadLetterSender.producer(
                config.kafka(), clientId("dead-letters"), dead.maxMessageBytes()),
            dead.name(),
            DeadLetters.of(DeliverService.NAME, config),
            clock);
    this.withheld =
        DeadLetterSender.producer(
            config.kafka(), clientId("withheld"), topics.withheldEvents().maxMessageBytes());
    this.silences =
        new SilenceWatch(new SilencesTopic(config.kafka(), clientId("silences"), topics), clock);
  }

  /** The catalogue of the namespace, over a registry that is not waited for long. */
  static Topics topics(ServiceConfig config) {
    return Topics.of(
        config.namespace(),
        config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT,
        1,
        AvroSerdes.connect(config.registryUrl().toString(), config.registry(), REGISTRY_PATIENCE));
  }

  /** What all of them use; to be closed after them. */
  List<AutoCloseable> shared() {
    return List.of(letters, withheld, silences);
  }

  /** One for a receiver, not yet running. */
  DeliveryLoop loop(ReceiverSpec receiver, java.util.function.Consumer<RuntimeException> failed) {
    HttpSender sender = new HttpSender(vault.trust(receiver), receiver.timeout(), clock);
    ReceiverMetrics metrics = new ReceiverMetrics(meters, receiver.name());
    return new DeliveryLoop(
        receiver,
        new DeliveryLoop.Parts(
            consumer(receiver),
            topics.alerts(),
            target(receiver, sender, metrics),
            sender,
            letters,
            silencer(receiver, metrics),
            metrics,
            new Backoff(
                config.get(DeliverSettings.BACKOFF_FIRST),
                config.get(DeliverSettings.BACKOFF_MOST),
                new SplittableRandom()),
            clock),
        failed);
  }

  private Silencer silencer(ReceiverSpec receiver, ReceiverMetrics metrics) {
    TopicSpec<String, AlertEvent> topic = topics.withheldEvents();
    WithheldEvents events =
        new WithheldEvents(
            receiver.name(),
            topic,
            withheld,
            () -> assigned(receiver.name() + "-withheld"),
            WithheldEvents.MOST);
    return new Silencer(receiver.name(), silences, events, topic.name(), metrics, clock);
  }

  private Target target(ReceiverSpec receiver, HttpSender sender, ReceiverMetrics metrics) {
    ReceiverSpec.Kind kind = receiver.kind();
    if (kind instanceof Webhook webhook) {
      WebhookSignature signature = new WebhookSignature(vault.keys(receiver));
      return new WebhookTarget(webhook.url(), link(), signature, sender, clock);
    }
    if (kind instanceof Alertmanager alertmanager) {
      return alertmanager(receiver, alertmanager, sender, metrics);
    }
    throw new IllegalArgumentException("no target for " + kind);
  }

  private AlertLink link() {
    return new AlertLink(config.get(DeliverSettings.DASHBOARD), config.namespace());
  }

  private Target alertmanager(
      ReceiverSpec receiver,
      Alertmanager alertmanager,
      HttpSender sender,
      ReceiverMetrics metrics) {
    OpenAlerts open =
        new OpenAlerts(
            assigned(receiver.name() + "-open"),
            topics.alertState(),
            alert -> receiver.filter().lets(facts(alert)),
            config.get(DeliverSettings.OPEN_ALERTS),
            metrics::evicted);
    return new AlertmanagerTarget(
        alertmanager.urls(),
        vault.token(receiver),
        new AlertmanagerJson(link(), alertmanager.labels(), alertmanager.resolveTimeout()),
        open,
        sender,
        metrics,
        clock);
  }

  private static EventFilter.Facts facts(Alert alert) {
    return new EventFilter.Facts(
        alert.getSeverity(), alert.getRuleId(), alert.getScope(), alert.getLabels(), false);
  }

  private Consumer<byte[], byte[]> consumer(ReceiverSpec receiver) {
    Map<String, Object> settings = reading(receiver.name());
    settings.put(
        ConsumerConfig.GROUP_ID_CONFIG,
        config.applicationId(DeliverService.NAME) + "-" + receiver.name());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Consumer<byte[], byte[]> assigned(String name) {
    return new KafkaConsumer<>(
        reading(name), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Few bytes at once: there may be many receivers, and each waits for its own. */
  private Map<String, Object> reading(String name) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(name));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_MILLIS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    return settings;
  }

  private String clientId(String name) {
    return config.applicationId(DeliverService.NAME) + "-" + name;
  }
}
