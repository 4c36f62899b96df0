package io.tocsin.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tocsin.ingest.core.IdleProof;
import io.tocsin.ingest.live.EndOffsetProbe;
import io.tocsin.ingest.live.ObservingClients;
import io.tocsin.ingest.live.ReadProgress;
import io.tocsin.ingest.live.SkewWatch;
import io.tocsin.ingest.topology.IngestTopology;
import io.tocsin.ingest.topology.ReadingProofs;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.StreamsApp;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** The service ingest, as the shell runs it. */
public final class IngestApp implements StreamsApp {
  /** What the command line needs. */
  public static final ServiceDefinition DEFINITION =
      new ServiceDefinition(
          "ingest",
          "Takes raw posts, checks and cleans them, and keeps the clock.",
          IngestSettings.KEYS,
          IngestApp::of);

  private final ServiceConfig config;
  private final Topics topics;
  private final InstantSource clock;
  private final ReadProgress progress = new ReadProgress();
  private final SkewWatch skew;
  private MeterRegistry meters = new CompositeMeterRegistry();
  private @Nullable EndOffsetProbe probe;

  private IngestApp(ServiceConfig config, Topics topics, InstantSource clock) {
    this.config = config;
    this.topics = topics;
    this.clock = clock;
    this.skew =
        new SkewWatch(
            progress, IngestSettings.IDLE_MARGIN.name(), IngestSettings.of(config).idleMargin());
  }

  /** The service of a configuration. */
  public static IngestApp of(ServiceConfig config) {
    return of(config, InstantSource.system());
  }

  /** The same on a host with another clock. */
  static IngestApp of(ServiceConfig config, InstantSource clock) {
    Topics topics =
        Topics.of(
            config.namespace(),
            config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT,
            config.topics().partitions(),
            AvroSerdes.connect(
                config.registryUrl().toString(), config.registry(), AvroSerdes.SERVICE_PATIENCE));
    return new IngestApp(config, topics, clock);
  }

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public void bindMeters(MeterRegistry registry) {
    meters = registry;
    if (isLive()) {
      IngestMetrics.clockSkew(registry, skew::skewSeconds);
    }
  }

  @Override
  public Topology topology() {
    int longestLetter = config.get(ShellKeys.DEAD_LETTER_MAX_VALUE).intValue();
    return new IngestTopology(
            topics,
            IngestSettings.of(config),
            new DeadLetters(name(), longestLetter),
            isLive() ? proofs() : ReadingProofs.none(),
            new IngestMetrics(meters))
        .build();
  }

  @Override
  public List<NewTopic> topics() {
    short replication = config.topics().replication();
    return Stream.of(
            topics.rawPosts(),
            topics.posts(),
            topics.sources(),
            topics.sourceEvents(),
            topics.status(),
            topics.deadLetters(name()))
        .map(topic -> topic.toNewTopic(replication))
        .toList();
  }

  @Override
  public Rights rights() {
    return new Rights(new AccessRights(topics, Party.INGEST).onTopics());
  }

  @Override
  public Map<String, Object> streamsOverrides() {
    return Map.of(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        topics.posts().maxMessageBytes());
  }

  @Override
  public Optional<KafkaClientSupplier> clientSupplier() {
    return isLive()
        ? Optional.of(new ObservingClients(topics.rawPosts().name(), progress, skew, clock))
        : Optional.empty();
  }

  @Override
  public void started(KafkaStreams streams) {
    if (isLive()) {
      TopicSpec<?, ?> raw = topics.rawPosts();
      probe =
          EndOffsetProbe.start(
              Admin.create(new HashMap<>(config.kafka())),
              raw.name(),
              raw.partitions(),
              progress,
              clock);
    }
  }

  @Override
  public List<Health.Check> health() {
    return isLive() ? List.of(skew.check()) : List.of();
  }

  @Override
  public void close() {
    if (probe != null) {
      probe.close();
    }
  }

  private boolean isLive() {
    return topics.mode() == ClockMode.LIVE;
  }

  private ReadingProofs proofs() {
    String raw = topics.rawPosts().name();
    return new ReadingProofs() {
      @Override
      public void restarted(int partition) {
        progress.restarted(new TopicPartition(raw, partition));
      }

      @Override
      public Optional<IdleProof> proof(int partition, long lastProcessed) {
        return progress.proof(new TopicPartition(raw, partition), lastProcessed);
      }
    };
  }
}
