package io.tocsin.schemas;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertRule;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.Mention;
import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RuleManifest;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.Silence;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import io.tocsin.schemas.TopicSpec.Access;
import io.tocsin.schemas.TopicSpec.Cleanup;
import io.tocsin.schemas.TopicSpec.Content;
import io.tocsin.schemas.TopicSpec.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The catalogue: every topic of a namespace, typed. Topologies, provisioning, tests and docs are
 * made from it.
 *
 * @param namespace what all names begin with, so that a replay lives beside the live pipeline
 * @param mode what moves the clock of the namespace
 * @param partitions partitions of the topics that carry posts and alerts
 * @param serdes reads and writes the values
 */
public record Topics(String namespace, ClockMode mode, int partitions, AvroSerdes serdes) {

  /** Key of the record in the rules topic that names the rules which take effect together. */
  public static final String MANIFEST_KEY = "~manifest";

  /**
   * Size of the largest record that the raw topic takes; what is too large to be a post becomes a
   * dead letter.
   */
  public static final int RAW_MAX_BYTES = 8 * 1024 * 1024;

  /** Room for a raw record of the largest size and the headers that say why it is dead. */
  public static final int DEAD_LETTER_MAX_BYTES = RAW_MAX_BYTES + 1024 * 1024;

  private static final int MAX_BYTES = 2 * 1024 * 1024;
  private static final Duration POSTS_KEPT = Duration.ofDays(14);
  private static final Duration COUNTS_KEPT = Duration.ofDays(30);
  private static final Duration ALERTS_KEPT = Duration.ofDays(730);
  private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}");

  /**
   * Checks the namespace.
   *
   * @throws IllegalArgumentException when it cannot begin the name of a topic, or there is no
   *     partition
   */
  public Topics {
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "namespace \""
              + namespace
              + "\": expected 1 to 100 letters, digits, _ or -, beginning with a letter or digit");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
  }

  /** The catalogue of a namespace. */
  public static Topics of(String namespace, ClockMode mode, int partitions, AvroSerdes serdes) {
    return new Topics(namespace, mode, partitions, serdes);
  }

  /**
   * Posts as they come in. Live, the broker stamps them, so that no producer can lie about the
   * time; a replay brings its own times and has one partition, so that they are in order.
   */
  public TopicSpec<byte[], byte[]> rawPosts() {
    return new TopicSpec<>(
        name("posts.raw"),
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        new Content(
            "any", "JSON or Avro `RawPost`, told apart by the first byte", mode == ClockMode.EVENT),
        mode == ClockMode.LIVE ? partitions : 1,
        Cleanup.DELETE,
        kept(POSTS_KEPT),
        mode == ClockMode.LIVE ? Timestamps.APPEND : Timestamps.CREATE,
        RAW_MAX_BYTES,
        new Access(Set.of(Party.POSTER, Party.DOOR, Party.PROBE), Set.of(Party.INGEST)));
  }

  /** What reads and writes the Avro form of a raw post. */
  public Serde<RawPost> rawPostSerde() {
    return value(RawPost.class, "posts.raw");
  }

  /**
   * Clean posts: each effective revision once, in order. A replay is not compacted: a revision that
   * enrich has not read yet must not vanish, and its time is long past for Kafka.
   */
  public TopicSpec<String, Post> posts() {
    return avro(
        "posts",
        "post key `source:id`",
        Post.class,
        mode == ClockMode.LIVE ? Cleanup.COMPACT_AND_DELETE : Cleanup.DELETE,
        POSTS_KEPT,
        true,
        new Access(Set.of(Party.INGEST), Set.of(Party.ENRICH)));
  }

  /** Clean posts with what the annotators found. */
  public TopicSpec<String, EnrichedPost> enrichedPosts() {
    return avro(
        "posts.enriched",
        "post key `source:id`",
        EnrichedPost.class,
        Cleanup.DELETE,
        POSTS_KEPT,
        true,
        new Access(Set.of(Party.ENRICH), Set.of(Party.ALERTS, Party.DASHBOARD, Party.PROBE)));
  }

  /**
   * Rules, one a record, and under {@link #MANIFEST_KEY} the {@link RuleManifest} that makes a set
   * of them effective.
   */
  public TopicSpec<String, AlertRule> rules() {
    return single(
        "rules",
        "rule id, or `~manifest`",
        AlertRule.class,
        new Access(
            Set.of(Party.RULES_APPLY),
            Set.of(Party.ALERTS, Party.DASHBOARD, Party.RULES_APPLY, Party.RULES_LIST)));
  }

  /** What reads and writes the manifest in the rules topic. */
  public Serde<RuleManifest> manifestSerde() {
    return serdes.serde(RuleManifest.class, name("rules") + "-manifest");
  }

  /** Alert events, append-only: what services subscribe to. */
  public TopicSpec<String, AlertEvent> alerts() {
    return avro(
        "alerts",
        "rule id and scope, joined by `|`",
        AlertEvent.class,
        Cleanup.DELETE,
        ALERTS_KEPT,
        false,
        new Access(Set.of(Party.ALERTS), Set.of(Party.SUBSCRIBER, Party.DASHBOARD, Party.DELIVER)));
  }

  /** Alert events of rules on trial: for those who write rules, never for subscribers. */
  public TopicSpec<String, AlertEvent> shadowAlerts() {
    return avro(
        "alerts.shadow",
        "rule id and scope, joined by `|`",
        AlertEvent.class,
        Cleanup.DELETE,
        COUNTS_KEPT,
        false,
        new Access(Set.of(Party.ALERTS), Set.of(Party.MONITOR)));
  }

  /** The latest state of each alert. */
  public TopicSpec<String, Alert> alertState() {
    return avro(
        "alerts.state",
        "alert id",
        Alert.class,
        Cleanup.COMPACT,
        TopicSpec.FOREVER,
        false,
        new Access(Set.of(Party.ALERTS), Set.of(Party.SUBSCRIBER, Party.DASHBOARD, Party.DELIVER)));
  }

  /** How much each rule counts, when it changes. */
  public TopicSpec<String, KeywordCount> keywordCounts() {
    return avro(
        "keyword-counts",
        "rule id and scope, joined by `|`",
        KeywordCount.class,
        Cleanup.DELETE,
        COUNTS_KEPT,
        false,
        new Access(Set.of(Party.ALERTS), Set.of(Party.MONITOR, Party.DASHBOARD)));
  }

  /** How each source is against its own rhythm: the latest state of each. */
  public TopicSpec<String, SourceState> sources() {
    return avro(
        "sources",
        "source",
        SourceState.class,
        Cleanup.COMPACT,
        TopicSpec.FOREVER,
        false,
        new Access(Set.of(Party.INGEST), Set.of(Party.SUBSCRIBER, Party.MONITOR, Party.DASHBOARD)));
  }

  /** Sources that fall silent or flood, and that it is over: silence told from blindness. */
  public TopicSpec<String, SourceEvent> sourceEvents() {
    return avro(
        "sources.events",
        "source",
        SourceEvent.class,
        Cleanup.DELETE,
        ALERTS_KEPT,
        false,
        new Access(Set.of(Party.INGEST), Set.of(Party.SUBSCRIBER, Party.MONITOR, Party.DASHBOARD)));
  }

  /** Signs of life of all services. */
  public TopicSpec<String, ServiceStatus> status() {
    return single(
        "status",
        "service, stage and partition, joined by `/`",
        ServiceStatus.class,
        new Access(Set.of(Party.INGEST, Party.ENRICH, Party.ALERTS), Set.of(Party.MONITOR)));
  }

  /** What a service could not take, with the reason. */
  public TopicSpec<byte[], byte[]> deadLetters(String service) {
    return new TopicSpec<>(
        name(service + ".dead-letters"),
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        new Content("as it came", "the raw bytes; the reason is in the headers", false),
        1,
        Cleanup.DELETE,
        kept(COUNTS_KEPT),
        Timestamps.CREATE,
        DEAD_LETTER_MAX_BYTES,
        new Access(Party.of(service).map(Set::of).orElse(Set.of()), Set.of(Party.DASHBOARD)));
  }

  /**
   * Which dead letters were sent back, so that none is sent twice; removed when the letter itself
   * is no longer kept.
   */
  public TopicSpec<String, String> redrivenLetters() {
    return new TopicSpec<>(
        name("dead-letters.redriven"),
        Serdes.String(),
        Serdes.String(),
        new Content(
            "service, partition and offset of the dead letter: `ingest-0@17`",
            "ISO-8601 interval: when it was refused, when it was sent back",
            false),
        1,
        Cleanup.COMPACT,
        TopicSpec.FOREVER,
        Timestamps.CREATE,
        MAX_BYTES,
        new Access(Set.of(Party.DEAD_LETTERS_REDRIVE), Set.of(Party.DEAD_LETTERS)));
  }

  /** For which alerts receivers are not told for a time, made by people. */
  public TopicSpec<String, Silence> silences() {
    return single(
        "silences",
        "silence id",
        Silence.class,
        new Access(
            Set.of(Party.SILENCES),
            Set.of(Party.DASHBOARD, Party.DELIVER, Party.SILENCES, Party.SILENCES_LIST)));
  }

  /**
   * The latest event of each alert that a silence keeps from a receiver, and whether the receiver
   * had been told of the alert before: what delivery has to know after a restart.
   */
  public TopicSpec<String, AlertEvent> withheldEvents() {
    return single(
        "deliver.withheld",
        "receiver and alert id, joined by `|`",
        AlertEvent.class,
        new Access(Set.of(Party.DELIVER), Set.of(Party.DELIVER)));
  }

  /** What reads and writes the mentions that pass within the alerts service. */
  public Serde<Mention> mentionSerde() {
    return value(Mention.class, "alerts.mentions");
  }

  /** All topics of the namespace, in the order of the flow. */
  public List<TopicSpec<?, ?>> all() {
    return List.of(
        rawPosts(),
        posts(),
        enrichedPosts(),
        rules(),
        alerts(),
        shadowAlerts(),
        alertState(),
        keywordCounts(),
        sources(),
        sourceEvents(),
        silences(),
        withheldEvents(),
        status(),
        deadLetters("ingest"),
        deadLetters("enrich"),
        deadLetters("alerts"),
        deadLetters("deliver"),
        redrivenLetters());
  }

  /** Their names, in the same order. */
  public List<String> names() {
    return all().stream().<String>map(TopicSpec::name).toList();
  }

  /** The schemas that are registered for the namespace, by subject. */
  public SortedMap<String, Schema> schemas() {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    Stream.concat(
            all().stream().<Serde<?>>map(TopicSpec::valueSerde),
            Stream.of(rawPostSerde(), manifestSerde(), mentionSerde()))
        .forEach(
            serde -> {
              if (serde instanceof AvroSerde<?> avro) {
                schemas.put(avro.subject(), avro.schema());
              }
            });
    return schemas;
  }

  private <V extends SpecificRecord> TopicSpec<String, V> avro(
      String topic,
      String key,
      Class<V> type,
      Cleanup cleanup,
      Duration retention,
      boolean controls,
      Access access) {
    return spec(
        topic,
        new Content(key, "Avro `" + type.getSimpleName() + "`", controls),
        type,
        cleanup,
        retention,
        partitions,
        access);
  }

  private <V extends SpecificRecord> TopicSpec<String, V> single(
      String topic, String key, Class<V> type, Access access) {
    return spec(
        topic,
        new Content(key, "Avro `" + type.getSimpleName() + "`", false),
        type,
        Cleanup.COMPACT,
        TopicSpec.FOREVER,
        1,
        access);
  }

  private <V extends SpecificRecord> TopicSpec<String, V> spec(
      String topic,
      Content content,
      Class<V> type,
      Cleanup cleanup,
      Duration retention,
      int count,
      Access access) {
    return new TopicSpec<>(
        name(topic),
        Serdes.String(),
        value(type, topic),
        content,
        count,
        cleanup,
        kept(retention),
        Timestamps.CREATE,
        MAX_BYTES,
        access);
  }

  private <V extends SpecificRecord> Serde<V> value(Class<V> type, String topic) {
    return serdes.serde(type, name(topic) + "-value");
  }

  private Duration kept(Duration live) {
    return mode == ClockMode.LIVE ? live : TopicSpec.FOREVER;
  }

  private String name(String topic) {
    return namespace + "." + topic;
  }
}
