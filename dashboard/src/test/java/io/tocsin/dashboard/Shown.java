package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.deadletters.Source;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;

/** A dashboard on a test's cluster, what is written for it, and a client of its API. */
final class Shown implements AutoCloseable {
  /** Settings of a dashboard that keeps one event of each partition at its start. */
  static final Map<String, String> SHORT_MEMORY = Map.of("tocsin.dashboard.events", "10");

  private static final int PARTITIONS = 3;

  private final TestCluster cluster;
  private final Topics topics;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> more;
  private DashboardService service;

  private Shown(TestCluster cluster, Topics topics, Map<String, String> more) {
    this.cluster = cluster;
    this.topics = topics;
    this.more = more;
    this.service = DashboardService.start(config("0"));
  }

  /** On a namespace with its topics. */
  static Shown start(TestCluster cluster, Map<String, String> more) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    cluster.create(
        topics.alerts(),
        topics.alertState(),
        topics.keywordCounts(),
        topics.sources(),
        topics.sourceEvents(),
        topics.silences(),
        topics.deadLetters("ingest"),
        topics.deadLetters("enrich"),
        topics.deadLetters("alerts"),
        topics.deadLetters("deliver"));
    return new Shown(cluster, topics, more);
  }

  /** On a namespace with the topics of its alerts and no others. */
  static Shown bare(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    cluster.create(topics.alerts(), topics.alertState());
    return new Shown(cluster, topics, Map.of());
  }

  /** On a namespace without topics. */
  static Shown early(TestCluster cluster) {
    return new Shown(cluster, cluster.topics(ClockMode.LIVE, PARTITIONS), Map.of());
  }

  void createTopics() {
    cluster.create(topics.alerts(), topics.alertState());
  }

  private ServiceConfig config(String port) {
    ServiceConfigBuilder builder = ServiceConfig.builder(DashboardSettings.KEYS);
    cluster.settings().forEach(builder::set);
    builder
        .set("tocsin.dashboard.port", port)
        .set("tocsin.dashboard.heartbeat", "500ms")
        .set("tocsin.dashboard.namespaces", "replay-" + cluster.namespace() + "-*");
    more.forEach(builder::set);
    return builder.build();
  }

  URI address() {
    return service.address();
  }

  URI healthAddress() {
    return service.healthAddress();
  }

  Topics topics() {
    return topics;
  }

  /** Ends it; {@link #again} starts it at the same address. */
  int stop() {
    int port = service.address().getPort();
    service.close();
    return port;
  }

  void again(int port) {
    service = DashboardService.start(config("" + port));
  }

  /** Writes an event and the state after it, as the service alerts does. */
  void happen(Topics where, Alert alert, AlertEventType type) {
    AlertEvent event = Alerts.event(alert, type);
    long at = alert.getUpdatedAt().toEpochMilli();
    cluster.produce(where.alertState(), alert.getAlertId(), alert, at);
    cluster.produce(where.alerts(), alert.getRuleId() + "|" + alert.getAlertId(), event, at);
  }

  void ring(String id) {
    happen(topics, Alerts.alert(id, 1, AlertStatus.OPEN), AlertEventType.OPENED);
  }

  /**
   * Lets alerts ring, each a minute after the one before, one partition after the other, while the
   * dashboard is away; with {@link #SHORT_MEMORY} it knows the last event of each partition then.
   */
  void ringLongAgo(String... ids) {
    int port = stop();
    for (int i = 0; i < ids.length; i++) {
      var post = Alerts.post("1", ids[i], "They evacuate.", null);
      Alert alert = Alerts.alert(ids[i], i + 1, AlertStatus.OPEN, post);
      happened(i % PARTITIONS, alert, AlertEventType.OPENED);
    }
    again(port);
  }

  /** Writes an event to a partition, and no state. */
  void happened(int partition, Alert alert, AlertEventType type) {
    String topic = topics.alerts().name();
    byte[] value =
        topics.alerts().valueSerde().serializer().serialize(topic, Alerts.event(alert, type));
    long at = alert.getUpdatedAt().toEpochMilli();
    cluster.produce(List.of(new ProducerRecord<>(topic, partition, at, null, value)));
  }

  /** Writes what the rule of {@link Alerts} counts from a minute after {@link Alerts#AT} on. */
  void count(Topics where, int minute, int observed) {
    Instant at = Alerts.AT.plusSeconds(60L * minute);
    KeywordCount count = Alerts.count(at, observed);
    String key = count.getRuleId() + "|" + count.getScope();
    cluster.produce(where.keywordCounts(), key, count, at.toEpochMilli());
  }

  /**
   * Writes what the rule of {@link Alerts} counted, a minute apart, and behind it so much of
   * another that a dashboard that keeps 2,000 points and starts then does not know it.
   */
  void countLongAgo(int... observed) {
    int port = stop();
    List<KeywordCount> counts = new ArrayList<>();
    for (int minute = 0; minute < observed.length; minute++) {
      counts.add(Alerts.count(Alerts.AT.plusSeconds(60L * minute), observed[minute]));
    }
    for (int second = 1; second <= 2_000; second++) {
      KeywordCount other = Alerts.count(Alerts.AT.plusSeconds(60L + second), 0);
      other.setRuleId("other");
      counts.add(other);
    }
    String topic = topics.keywordCounts().name();
    cluster.produce(counts.stream().map(count -> record(topic, count)).toList());
    again(port);
  }

  private ProducerRecord<byte[], byte[]> record(String topic, KeywordCount count) {
    byte[] value = topics.keywordCounts().valueSerde().serializer().serialize(topic, count);
    return new ProducerRecord<>(topic, 0, count.getAt().toEpochMilli(), null, value);
  }

  /** Writes that a source is in a state since {@link Alerts#AT}, and an event that says so. */
  void source(String source, SourceHealth state, SourceEventType type) {
    long at = Alerts.AT.toEpochMilli();
    cluster.produce(topics.sources(), source, Alerts.source(source, state), at);
    cluster.produce(topics.sourceEvents(), source, Alerts.sourceEvent(source, type), at);
  }

  /** Writes what the service ingest could not take. */
  void refuse(String value, Reason reason) {
    cluster.produce(
        List.of(
            new DeadLetters("ingest", 1_000)
                .letter(
                    null,
                    value.getBytes(StandardCharsets.UTF_8),
                    new RecordHeaders(),
                    new Source(topics.rawPosts().name(), 2, 41, 0),
                    reason,
                    Alerts.AT)
                .toProducerRecord(topics.deadLetters("ingest").name())));
  }

  /** Waits for an answer that has what a test waits for, and checks it against the contract. */
  JsonNode await(String path, Predicate<JsonNode> condition) {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> answer(path).statusCode() == 200);
    return Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(path, 200), condition);
  }

  /** An answer that is as documented. */
  JsonNode get(String path, int status) {
    HttpResponse<String> answer = answer(path);
    String type = answer.headers().firstValue("content-type").orElse("");
    return Contract.PUBLISHED.check(path, expecting(answer, status), type, answer.body());
  }

  /** An answer that is as documented to a POST of JSON. */
  JsonNode post(String path, String token, String body, int status) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = answer(request.build());
    String type = answer.headers().firstValue("content-type").orElse("");
    return Contract.PUBLISHED.check("post", path, expecting(answer, status), type, answer.body());
  }

  private static int expecting(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return status;
  }

  HttpResponse<String> answer(String path) {
    return answer(HttpRequest.newBuilder(address().resolve(path)).build());
  }

  HttpResponse<String> answer(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until as many alerts are on the board and all is read. */
  JsonNode awaitAlerts(String path, int count) {
    return Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> get(path, 200),
            json -> json.get("complete").asBoolean() && json.get("total").asInt() == count);
  }

  @Override
  public void close() {
    service.close();
  }
}
