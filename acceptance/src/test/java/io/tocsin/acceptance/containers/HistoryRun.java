package io.tocsin.acceptance.containers;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The sample's history on its way through a namespace in event mode, piece by piece, as a replay
 * sends it; whose services take it is the test's business.
 */
final class HistoryRun {
  private final TestCluster cluster;
  private final Topics topics;
  private final List<RecordedPost> posts = SampleHistory.posts();
  private int sent;

  /** In a namespace, in so many partitions. */
  HistoryRun(TestCluster cluster, int partitions) {
    this.cluster = cluster;
    this.topics = cluster.topics(ClockMode.EVENT, partitions);
  }

  /** Goes on where a recorded state was left; its topics and rules are there. */
  static HistoryRun resumed(TestCluster cluster, RecordedState.Progress progress) {
    HistoryRun run = new HistoryRun(cluster, progress.partitions());
    run.sent = progress.posts();
    return run;
  }

  /** Creates all topics and puts the sample's rules into effect. */
  HistoryRun prepared() {
    cluster.create(topics);
    Instant at = seenAt(posts.get(0));
    RuleRecords records = new RuleRecords(topics);
    List<Rule> rules = RuleFile.read(SampleHistory.rules()).rules();
    RuleChanges changes = RuleChanges.between(Map.of(), rules);
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    changes.written().forEach(rule -> all.add(rule(rule.ruleId(), records.write(rule), at)));
    all.add(rule(RuleRecord.MANIFEST_KEY, records.write(changes.manifest(), at), at));
    cluster.produce(all);
    return this;
  }

  private ProducerRecord<byte[], byte[]> rule(String key, byte[] value, Instant at) {
    return new ProducerRecord<>(topics.rules().name(), 0, at.toEpochMilli(), utf8(key), value);
  }

  /** What its services need to know beside the cluster's settings. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("tocsin.namespace", cluster.namespace());
    settings.put("tocsin.kafka.bootstrap.servers", cluster.bootstrapServers());
    settings.put("tocsin.registry.url", cluster.registryUrl());
    settings.put("tocsin.mode", "event");
    settings.put("tocsin.topics.partitions", String.valueOf(topics.partitions()));
    return settings;
  }

  Topics topics() {
    return topics;
  }

  /** Posts that are still to be sent. */
  int left() {
    return posts.size() - sent;
  }

  /** Sends the next posts; returns when the broker has them. */
  void send(int count) {
    List<RecordedPost> slice = posts.subList(sent, Math.min(posts.size(), sent + count));
    cluster.produce(slice.stream().map(this::record).toList());
    sent += slice.size();
  }

  /** Sends all posts that were seen before a time. */
  void sendBefore(Instant time) {
    send((int) posts.stream().skip(sent).filter(post -> seenAt(post).isBefore(time)).count());
  }

  /** Sends what is left and the end mark. */
  void sendRest() {
    send(left());
    Headers headers = new RecordHeaders();
    long end = SampleHistory.END.toEpochMilli();
    new EndOfRange(end).writeTo(headers);
    cluster.produce(
        List.of(
            new ProducerRecord<>(
                topics.rawPosts().name(), 0, end, utf8(EndOfRange.KEY), null, headers)));
  }

  /** Makes the schema known under which {@link #sendOneInAvro} sends. */
  void registerAvro() {
    serialized(posts.get(0));
  }

  /** Sends the next post in Avro instead of JSON. */
  void sendOneInAvro() {
    RecordedPost post = posts.get(sent++);
    cluster.produce(List.of(record(post, serialized(post))));
  }

  private byte[] serialized(RecordedPost post) {
    return topics.rawPostSerde().serializer().serialize(topics.rawPosts().name(), avro(post));
  }

  private static RawPost avro(RecordedPost post) {
    return RawPost.newBuilder()
        .setSource(post.source())
        .setId(post.id())
        .setRevision(post.revision())
        .setStatus(RawPostStatus.valueOf(post.status().name()))
        .setPublishedAt(post.publishedAt())
        .setPublishedAtEstimated(post.publishedAtEstimated())
        .setUpdatedAt(post.updatedAt())
        .setTitle(post.title())
        .setBody(post.body())
        .setUrl(post.url())
        .setLanguage(post.language())
        .setAuthor(post.author())
        .setCollection(post.collection())
        .setCollectionAbout(post.collectionAbout())
        .setExtra(new TreeMap<>(post.extra()))
        .build();
  }

  /** Waits until detection has taken everything that is older than the last post sent. */
  void awaitTaken() {
    awaitClock(seenAt(posts.get(sent - 1)).minusMillis(1));
  }

  /** Waits until everything has come through, after {@link #sendRest}. */
  void awaitEnd() {
    awaitClock(SampleHistory.END);
  }

  private void awaitClock(Instant time) {
    new DetectClock(cluster, topics).awaitPassing(time);
  }

  /** What is committed by now. */
  Outcome outcome() {
    return Outcome.of(cluster, topics);
  }

  /** Why records are in the dead letters of the services, one line each. */
  List<String> deadLetters() {
    return Stream.of("ingest", "enrich", "alerts")
        .flatMap(
            service ->
                cluster.readAll(topics.deadLetters(service).name()).stream()
                    .map(letter -> service + ": " + reason(letter.headers())))
        .toList();
  }

  private static String reason(Headers headers) {
    return new String(
        headers.lastHeader(DeadLetterHeaders.REASON_DETAIL).value(), StandardCharsets.UTF_8);
  }

  /** When a post of the sample was seen; all have it. */
  static Instant seenAt(RecordedPost post) {
    return Objects.requireNonNull(post.seenAt());
  }

  private ProducerRecord<byte[], byte[]> record(RecordedPost post) {
    return record(post, utf8(PostJson.write(post)));
  }

  private ProducerRecord<byte[], byte[]> record(RecordedPost post, byte[] value) {
    return new ProducerRecord<>(
        topics.rawPosts().name(), 0, seenAt(post).toEpochMilli(), utf8(post.postKey()), value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
