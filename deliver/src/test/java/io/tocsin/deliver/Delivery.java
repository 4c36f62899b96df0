package io.tocsin.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Silence;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.schemas.silences.SilencesTopic;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Delivery on a test's cluster, and what is written for it. */
final class Delivery implements AutoCloseable {
  static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  private static final int PARTITIONS = 3;

  private final TestCluster cluster;
  private final Topics topics;
  private final Path list;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable DeliverService service;

  private Delivery(TestCluster cluster, Path list) {
    this.cluster = cluster;
    this.topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
    this.list = list;
  }

  /** With its topics, and not yet started. */
  static Delivery on(TestCluster cluster, Path directory, String... receivers) {
    Delivery delivery = new Delivery(cluster, directory.resolve("receivers.yaml"));
    cluster.create(
        delivery.topics.alerts(),
        delivery.topics.alertState(),
        delivery.topics.silences(),
        delivery.topics.withheldEvents(),
        delivery.topics.deadLetters("deliver"));
    delivery.write(receivers);
    return delivery;
  }

  /** A webhook in the list, with time to answer; with more keys, each after a comma. */
  static String webhook(String name, String url, String more) {
    return "{name: %s, webhook: {url: '%s', secret: env:SECRET}, from: beginning%s%s}"
        .formatted(name, url, more.contains("timeout") ? "" : ", timeout: 1m", more);
  }

  private void write(String... receivers) {
    try {
      Files.writeString(list, "receivers:\n  - " + String.join("\n  - ", receivers) + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("tocsin.deliver.receivers", list.toString());
    settings.put("tocsin.deliver.backoff.first", "20ms");
    settings.put("tocsin.deliver.backoff.most", "100ms");
    return settings;
  }

  DeliverService make() {
    ServiceConfigBuilder builder = ServiceConfig.builder(DeliverSettings.KEYS);
    settings().forEach(builder::set);
    return DeliverService.start(builder.build(), Map.of("SECRET", SECRET));
  }

  Delivery start() {
    service = make();
    return this;
  }

  void stop() {
    if (service != null) {
      service.close();
    }
  }

  Topics topics() {
    return topics;
  }

  /** An event and the state after it, as the service alerts writes them. */
  void happen(AlertEvent event) {
    happen(List.of(event));
  }

  /** Many at once; all events of a key in one partition, in order. */
  void happen(List<AlertEvent> events) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (AlertEvent event : events) {
      long at = event.getAt().toEpochMilli();
      String key = event.getAlert().getRuleId() + "|" + event.getAlert().getScope();
      records.add(
          new ProducerRecord<>(
              topics.alertState().name(),
              null,
              at,
              event.getAlertId().getBytes(UTF_8),
              topics
                  .alertState()
                  .valueSerde()
                  .serializer()
                  .serialize(topics.alertState().name(), event.getAlert())));
      records.add(
          new ProducerRecord<>(
              topics.alerts().name(),
              null,
              at,
              key.getBytes(UTF_8),
              topics.alerts().valueSerde().serializer().serialize(topics.alerts().name(), event)));
    }
    cluster.produce(records);
  }

  /** Lets a silence begin now: all of one alert is withheld. */
  Silence silence(String alertId) {
    Instant now = Instant.now();
    Silence silence =
        Silence.newBuilder()
            .setSilenceId("of-" + alertId)
            .setAlertId(alertId)
            .setCreatedAt(now)
            .setStartsAt(now)
            .setEndsAt(now.plus(Duration.ofHours(1)))
            .build();
    try (SilencesTopic topic = silences()) {
      topic.add(silence);
    }
    return silence;
  }

  /** Lets the silence of an alert end now. */
  void endSilence(String alertId) {
    try (SilencesTopic topic = silences()) {
      topic.expire("of-" + alertId, Instant.now());
    }
  }

  private SilencesTopic silences() {
    return new SilencesTopic(
        Map.of("bootstrap.servers", cluster.settings().get("tocsin.kafka.bootstrap.servers")),
        "test-silences",
        topics);
  }

  void open(String alertId) {
    happen(Events.event(alertId, 1, AlertEventType.OPENED));
  }

  String page(String path) {
    if (service == null) {
      throw new IllegalStateException("not started");
    }
    try {
      return client
          .send(
              HttpRequest.newBuilder(service.healthAddress().resolve(path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The value of a meter of a receiver; -1 if there is none. */
  double meter(String name, String receiver) {
    Matcher line =
        Pattern.compile("(?m)^" + name + "\\{[^}]*receiver=\"" + receiver + "\"[^}]*} (\\S+)$")
            .matcher(page("/metrics"));
    double sum = -1;
    while (line.find()) {
      sum = Math.max(sum, 0) + Double.parseDouble(line.group(1));
    }
    return sum;
  }

  @Override
  public void close() {
    stop();
  }
}
