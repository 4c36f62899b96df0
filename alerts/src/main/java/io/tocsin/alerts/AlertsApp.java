package io.tocsin.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.StreamsApp;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** The alerts service, as the shell runs it. */
public final class AlertsApp implements StreamsApp {

  static final String NAME = "alerts";

  /** What the command line and other processes need to run it. */
  public static final ServiceDefinition DEFINITION =
      new ServiceDefinition(
          NAME,
          "Matches rules against enriched posts, counts voices, and rings: mentions, spikes and the"
              + " life of alerts.",
          AlertsSettings.KEYS,
          AlertsApp::new);

  private final Topics topics;
  private final AlertsSettings settings;
  private final short replication;
  private final HistorySource history;
  private MeterRegistry meters = Metrics.globalRegistry;
  private @Nullable WarmStarts warmStarts;

  /** As configured; nothing is contacted before the start. */
  public AlertsApp(ServiceConfig config) {
    this(config, history -> history);
  }

  /** With another way to the posts of before. */
  AlertsApp(ServiceConfig config, UnaryOperator<HistorySource> history) {
    this.topics = topics(config, AvroSerdes.SERVICE_PATIENCE);
    this.settings = AlertsSettings.of(config);
    this.replication = config.topics().replication();
    this.history = history.apply(new EnrichedHistory(config.kafka(), topics.enrichedPosts()));
  }

  /** The catalogue of the configured namespace. */
  static Topics topics(ServiceConfig config) {
    return topics(config, AvroSerdes.DEFAULT_PATIENCE);
  }

  private static Topics topics(ServiceConfig config, Duration patience) {
    return Topics.of(
        config.namespace(),
        config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT,
        config.topics().partitions(),
        AvroSerdes.connect(config.registryUrl().toString(), config.registry(), patience));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void bindMeters(MeterRegistry registry) {
    meters = registry;
  }

  @Override
  public Rights rights() {
    return new Rights(new AccessRights(topics, Party.ALERTS).onTopics());
  }

  /** A key with as many live mentions as are remembered fits into its changelog. */
  @Override
  public Map<String, Object> streamsOverrides() {
    return Map.of(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topics.RAW_MAX_BYTES);
  }

  @Override
  public Topology topology() {
    AlertsTopology topology = new AlertsTopology(topics, settings, meters, history);
    warmStarts = topology.warmStarts();
    return topology.build();
  }

  @Override
  public List<Health.Check> health() {
    return warmStarts == null ? List.of() : warmStarts.health();
  }

  @Override
  public void close() {
    if (warmStarts != null) {
      warmStarts.close();
    }
  }

  @Override
  public List<NewTopic> topics() {
    return Stream.of(
            topics.enrichedPosts(),
            topics.rules(),
            topics.alerts(),
            topics.shadowAlerts(),
            topics.alertState(),
            topics.keywordCounts(),
            topics.status(),
            topics.deadLetters(NAME))
        .map(topic -> topic.toNewTopic(replication))
        .toList();
  }
}
