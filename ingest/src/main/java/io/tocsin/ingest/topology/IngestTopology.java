package io.tocsin.ingest.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.avro.Post;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.time.WatermarkPartitioner;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Raw posts to posts: read and clean, key by post, keep the effective revisions; and beside it, key
 * by source, watch the sources. Watermarks pass in the same streams.
 */
public final class IngestTopology {
  private final Topics topics;
  private final IngestSettings settings;
  private final DeadLetters deadLetters;
  private final ReadingProofs proofs;
  private final IngestMetrics metrics;

  /** A topology over the topics of a namespace. */
  public IngestTopology(
      Topics topics,
      IngestSettings settings,
      DeadLetters deadLetters,
      ReadingProofs proofs,
      IngestMetrics metrics) {
    this.topics = topics;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.proofs = proofs;
    this.metrics = metrics;
  }

  /** Builds it. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .addStateStore(store(ReadRawPosts.CLOCK_STORE, Serdes.Integer()))
        .addStateStore(store(KeepEffectiveRevisions.REVISION_STORE, Serdes.String()))
        .addStateStore(store(KeepEffectiveRevisions.CLOCK_STORE, Serdes.String()))
        .addStateStore(store(WatchSources.SOURCE_STORE, Serdes.String()))
        .addStateStore(store(WatchSources.TICK_STORE, Serdes.String()))
        .addStateStore(store(WatchSources.CLOCK_STORE, Serdes.String()));
    readRawPosts(rawPosts(builder))
        .split(Named.as("raw-"))
        .branch(
            (key, out) -> out instanceof Outgoing.Dead,
            Branched.withConsumer(this::toDeadLetters, "refused"))
        .branch(
            (key, out) -> out instanceof Outgoing.Alive,
            Branched.withConsumer(raw -> toStatus(withTextKey(raw, "raw-status"), "raw-"), "alive"))
        .defaultBranch(
            Branched.withConsumer(
                raw -> keepRevisions(byPostKey(withTextKey(raw, "raw-post-key"))), "clean"));
    return builder.build();
  }

  private KStream<byte[], byte[]> rawPosts(StreamsBuilder builder) {
    TopicSpec<byte[], byte[]> raw = topics.rawPosts();
    return builder.stream(
        raw.name(),
        Consumed.with(raw.keySerde(), raw.valueSerde())
            .withTimestampExtractor(new RecordTimes())
            .withName("raw-posts"));
  }

  private KStream<byte[], Outgoing> readRawPosts(KStream<byte[], byte[]> raw) {
    ReadRawPosts.Tools tools =
        new ReadRawPosts.Tools(
            new RawRecords(topics.rawPosts().name(), topics.rawPostSerde().deserializer()),
            new PostCleaner(settings.timeRules()),
            deadLetters,
            proofs,
            metrics,
            topics.mode(),
            settings.idleMargin(),
            topics.rawPosts().partitions());
    return raw.process(
        () -> ReadRawPosts.with(tools), Named.as("read-raw-posts"), ReadRawPosts.CLOCK_STORE);
  }

  private void toDeadLetters(KStream<byte[], Outgoing> refused) {
    TopicSpec<byte[], byte[]> dead = topics.deadLetters("ingest");
    refused
        .mapValues(out -> ((Outgoing.Dead) out).value(), Named.as("raw-bytes"))
        .to(
            dead.name(),
            Produced.with(dead.keySerde(), dead.valueSerde()).withName("dead-letters"));
  }

  private static KStream<String, Outgoing> withTextKey(
      KStream<byte[], Outgoing> stream, String name) {
    return stream.map((key, out) -> KeyValue.pair(new String(key, UTF_8), out), Named.as(name));
  }

  private void toStatus(KStream<String, Outgoing> alive, String prefix) {
    TopicSpec<String, ServiceStatus> status = topics.status();
    alive
        .mapValues(out -> ((Outgoing.Alive) out).status(), Named.as(prefix + "sign-of-life"))
        .to(
            status.name(),
            Produced.with(status.keySerde(), status.valueSerde()).withName(prefix + "to-status"));
  }

  private KStream<String, Post> byPostKey(KStream<String, Outgoing> clean) {
    TopicSpec<String, Post> posts = topics.posts();
    return posts(clean, "clean-posts")
        .repartition(
            Repartitioned.with(posts.keySerde(), posts.valueSerde())
                .withName("by-post-key")
                .withNumberOfPartitions(posts.partitions())
                .withStreamPartitioner(WatermarkPartitioner.toAll()));
  }

  private void keepRevisions(KStream<String, Post> posts) {
    KeepEffectiveRevisions.Tools tools =
        new KeepEffectiveRevisions.Tools(
            new RevisionTracker(settings.timeRules(), settings.revisionMemory()),
            metrics,
            topics.mode(),
            topics.posts().partitions());
    posts
        .process(
            () -> KeepEffectiveRevisions.with(tools),
            Named.as("keep-effective-revisions"),
            KeepEffectiveRevisions.REVISION_STORE,
            KeepEffectiveRevisions.CLOCK_STORE)
        .split(Named.as("revision-"))
        .branch(
            (key, out) -> out instanceof Outgoing.Alive,
            Branched.withConsumer(alive -> toStatus(alive, "revision-"), "alive"))
        .defaultBranch(
            Branched.withConsumer(
                effective -> {
                  toPosts(effective);
                  watchSources(bySource(effective));
                },
                "effective"));
  }

  private KStream<String, Integer> bySource(KStream<String, Outgoing> effective) {
    return effective
        .flatMap(
            (key, out) -> WatchSources.ticks(key, ((Outgoing.Onward) out).post()),
            Named.as("source-ticks"))
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.Integer())
                .withName("by-source")
                .withNumberOfPartitions(topics.posts().partitions())
                .withStreamPartitioner(WatermarkPartitioner.toAll()));
  }

  private void watchSources(KStream<String, Integer> ticks) {
    WatchSources.Tools tools = new WatchSources.Tools(settings.sources(), metrics, topics.mode());
    ticks
        .process(
            () -> WatchSources.with(tools),
            Named.as("watch-sources"),
            WatchSources.SOURCE_STORE,
            WatchSources.TICK_STORE,
            WatchSources.CLOCK_STORE)
        .split(Named.as("source-"))
        .branch(
            (key, out) -> out instanceof Outgoing.Alive,
            Branched.withConsumer(alive -> toStatus(alive, "source-"), "alive"))
        .branch(
            (key, out) -> out instanceof Outgoing.Happened,
            Branched.withConsumer(this::toSourceEvents, "happened"))
        .defaultBranch(Branched.withConsumer(this::toSources, "health"));
  }

  private void toSourceEvents(KStream<String, Outgoing> happened) {
    TopicSpec<String, SourceEvent> events = topics.sourceEvents();
    happened
        .mapValues(out -> ((Outgoing.Happened) out).event(), Named.as("source-event"))
        .to(
            events.name(),
            Produced.with(events.keySerde(), events.valueSerde()).withName("source-events"));
  }

  private void toSources(KStream<String, Outgoing> health) {
    TopicSpec<String, SourceState> sources = topics.sources();
    health
        .mapValues(out -> ((Outgoing.Health) out).state(), Named.as("source-state"))
        .to(
            sources.name(),
            Produced.with(sources.keySerde(), sources.valueSerde()).withName("sources"));
  }

  private void toPosts(KStream<String, Outgoing> effective) {
    TopicSpec<String, Post> posts = topics.posts();
    posts(effective, "effective-posts")
        .to(
            posts.name(),
            Produced.with(posts.keySerde(), posts.valueSerde(), WatermarkPartitioner.toSame())
                .withName("posts"));
  }

  private static KStream<String, Post> posts(KStream<String, Outgoing> stream, String name) {
    return stream.mapValues(out -> ((Outgoing.Onward) out).post(), Named.as(name));
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> store(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
        .withCachingEnabled();
  }
}
