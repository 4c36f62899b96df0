package io.tocsin.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.Mention;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.runtime.time.WatermarkPartitioner;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.concurrent.Executor;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stages: enriched posts, mentions by rule and scope, alerts. */
public final class AlertsTopology {

  static final String RULES_STORE = "rules-store";
  static final String POST_MENTIONS_STORE = "post-mentions-store";
  static final String PENDING_MENTIONS_STORE = "pending-mentions-store";
  static final String SPIKE_STATE_STORE = "spike-state-store";
  static final String CLOCK_STORE = "clock-store";

  private final Topics topics;
  private final StageServices services;

  /** Over the topics of a namespace; rules are made ready in a thread of their own. */
  AlertsTopology(
      Topics topics, AlertsSettings settings, MeterRegistry meters, HistorySource history) {
    this(topics, settings, meters, BackgroundThread.named("rules-compiler"), history);
  }

  /** The same with another executor of what takes long. */
  AlertsTopology(
      Topics topics,
      AlertsSettings settings,
      MeterRegistry meters,
      Executor background,
      HistorySource history) {
    this.topics = topics;
    this.services = StageServices.of(topics, settings, meters, background, history);
  }

  /** What counts new rules over the posts of before. */
  WarmStarts warmStarts() {
    return services.warmStarts();
  }

  /** The whole. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    keepRules(builder);
    KStream<String, SpecificRecord> matched = findMentions(enrichedPosts(builder));
    KStream<String, SpecificRecord> detected = detectSpikes(byRuleAndScope(matched), builder);
    writeAlertEvents(detected);
    write(Alert.class, detected, topics.alertState(), "alert-state");
    write(KeywordCount.class, detected, topics.keywordCounts(), "keyword-counts");
    write(ServiceStatus.class, matched, topics.status(), "match-status");
    write(ServiceStatus.class, detected, topics.status(), "detect-status");
    return builder.build();
  }

  private void keepRules(StreamsBuilder builder) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RULES_STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled(),
        topics.rules().name(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("keep-rules"),
        () -> new KeepRules(services.ruleChanges()));
  }

  private KStream<String, EnrichedPost> enrichedPosts(StreamsBuilder builder) {
    builder.addStateStore(store(POST_MENTIONS_STORE, Serdes.Bytes(), Serdes.ByteArray()));
    TopicSpec<String, EnrichedPost> posts = topics.enrichedPosts();
    return builder.stream(
        posts.name(),
        Consumed.with(posts.keySerde(), posts.valueSerde()).withName("enriched-posts"));
  }

  private KStream<String, SpecificRecord> findMentions(KStream<String, EnrichedPost> posts) {
    return posts.process(
        () -> new FindMentions(services), Named.as("find-mentions"), POST_MENTIONS_STORE);
  }

  private KStream<String, Mention> byRuleAndScope(KStream<String, SpecificRecord> matched) {
    return matched
        .filter((key, value) -> !(value instanceof ServiceStatus), Named.as("select-mentions"))
        .mapValues(Mention.class::cast, Named.as("as-mentions"))
        .repartition(
            Repartitioned.<String, Mention>as("by-rule-and-scope")
                .withKeySerde(Serdes.String())
                .withValueSerde(topics.mentionSerde())
                .withNumberOfPartitions(topics.partitions())
                .withStreamPartitioner(WatermarkPartitioner.toAll()));
  }

  private KStream<String, SpecificRecord> detectSpikes(
      KStream<String, Mention> mentions, StreamsBuilder builder) {
    builder.addStateStore(store(PENDING_MENTIONS_STORE, Serdes.Bytes(), topics.mentionSerde()));
    builder.addStateStore(store(SPIKE_STATE_STORE, Serdes.String(), Serdes.ByteArray()));
    builder.addStateStore(store(CLOCK_STORE, Serdes.String(), Serdes.ByteArray()));
    return mentions.process(
        () -> new DetectSpikes(services),
        Named.as("detect-spikes"),
        PENDING_MENTIONS_STORE,
        SPIKE_STATE_STORE,
        CLOCK_STORE);
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(
      String name, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values);
  }

  /** Two streams that share nothing: what is on trial never reaches those who subscribe. */
  private void writeAlertEvents(KStream<String, SpecificRecord> detected) {
    KStream<String, AlertEvent> events = select(AlertEvent.class, detected, "alert-events");
    events
        .filterNot((key, event) -> AlertRecords.isShadow(event), Named.as("select-real-events"))
        .to(topics.alerts().name(), produced(topics.alerts(), "alert-events"));
    events
        .filter((key, event) -> AlertRecords.isShadow(event), Named.as("select-shadow-events"))
        .to(topics.shadowAlerts().name(), produced(topics.shadowAlerts(), "shadow-events"));
  }

  private static <T extends SpecificRecord> void write(
      Class<T> type,
      KStream<String, SpecificRecord> stream,
      TopicSpec<String, T> topic,
      String name) {
    select(type, stream, name).to(topic.name(), produced(topic, name));
  }

  private static <T extends SpecificRecord> KStream<String, T> select(
      Class<T> type, KStream<String, SpecificRecord> stream, String name) {
    return stream
        .filter((key, value) -> type.isInstance(value), Named.as("select-" + name))
        .mapValues(type::cast, Named.as("as-" + name));
  }

  private static <T extends SpecificRecord> Produced<String, T> produced(
      TopicSpec<String, T> topic, String name) {
    return Produced.with(topic.keySerde(), topic.valueSerde()).withName("write-" + name);
  }
}
