package io.tocsin.acceptance.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.acceptance.ChildJvm;
import io.tocsin.acceptance.Launch;
import io.tocsin.acceptance.Processes;
import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.dashboard.DashboardService;
import io.tocsin.dashboard.DashboardSettings;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.ingest.receive.ReceiveService;
import io.tocsin.ingest.receive.ReceiveSettings;
import io.tocsin.operations.probe.ProbeService;
import io.tocsin.operations.probe.ProbeSettings;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All services on live posts, feeds as a process beside them, and enough of everything to make
 * their meters move: an alert that opens and is retracted, posts that are refused, dead letters.
 */
final class MonitoredPipeline implements AutoCloseable {
  private static final int PARTITIONS = 2;
  private static final int CALLS = 4;
  private static final String RULES =
      """
      rules:
        - id: evacuation
          match: evacuate
          scope: country
          minimum: {voices: 3, sources: 2}
      """;

  /** Nobody listens there: polls fail, and are counted. */
  private static final String FEEDS =
      """
      feeds:
        - {source: gazette, url: "http://127.0.0.1:1/feed", inside: [127.0.0.0/8], robots: ignore}
      """;

  private static final String RECEIVERS =
      """
      receivers:
        - name: taker
          from: beginning
          webhook: {url: "%s", secret: "env:SECRET"}
        - name: refuser
          from: beginning
          webhook: {url: "%s", secret: "env:SECRET"}
      """;

  private static final List<String> TITLES =
      List.of(
          "Oslo is evacuated after gas escapes from a tanker in the harbour",
          "Buses take families out of Oslo: three districts are being evacuated",
          "Patients moved inland as the hospital of Oslo orders an evacuation",
          "Fire brigade tells the old town of Oslo to evacuate before nightfall");

  private final TestCluster cluster;
  private final Topics topics;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Map<String, URI> endpoints = new LinkedHashMap<>();
  private URI posts;
  private URI page;

  private MonitoredPipeline(TestCluster cluster) {
    this.cluster = cluster;
    this.topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
  }

  /** Starts it; where that fails nothing is left running. */
  static MonitoredPipeline start(TestCluster cluster, Processes processes) {
    MonitoredPipeline pipeline = new MonitoredPipeline(cluster);
    try {
      pipeline.begin(processes);
      return pipeline;
    } catch (RuntimeException | AssertionError failed) {
      pipeline.close();
      throw failed;
    }
  }

  private void begin(Processes processes) {
    ServiceConfig alerts = config(ServiceShell.config(AlertsApp.DEFINITION)).build();
    cluster.create(topics);
    new RulesTopic(alerts)
        .apply(
            RuleFile.read(RULES.getBytes(StandardCharsets.UTF_8)).rules(), InstantSource.system());
    ChildJvm feeds = feeds(processes);
    serve(IngestApp.DEFINITION);
    serve(EnrichApp.DEFINITION);
    serve(AlertsApp.DEFINITION);
    ProbeService probe = own(ProbeService.start(probe()));
    ReceiveService door = own(ReceiveService.start(door()));
    DashboardService dashboard = own(DashboardService.start(dashboard()));
    posts = door.address();
    page = dashboard.address();
    endpoints.put("probe", probe.healthAddress());
    endpoints.put("receive", door.healthAddress());
    endpoints.put("dashboard", dashboard.healthAddress());
    ChildJvm deliver = deliver(processes);
    endpoints.put("feeds", feeds.http());
    endpoints.put("deliver", deliver.http());
  }

  private ChildJvm feeds(Processes processes) {
    Launch feeds = processes.main("io.tocsin.ingest.FeedsMain").named("feeds");
    return feeds
        .arguments("--list", write(feeds, "feeds.yaml", FEEDS))
        .settings(cluster.settings())
        .setting("tocsin.topics.partitions", Integer.toString(PARTITIONS))
        .start();
  }

  /** To one receiver that takes everything, and one that refuses it. */
  private ChildJvm deliver(Processes processes) {
    Launch deliver = processes.main("io.tocsin.deliver.DeliverMain").named("deliver");
    String list = RECEIVERS.formatted(taker(), page.resolve("/nothing"));
    return deliver
        .variable("SECRET", "c2VjcmV0LW9mLWEtdGVzdC10aGF0LWlzLWxvbmctZW5vdWdo")
        .arguments("--receivers", write(deliver, "receivers.yaml", list))
        .settings(cluster.settings())
        .setting("tocsin.topics.partitions", Integer.toString(PARTITIONS))
        .start();
  }

  private URI taker() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      own(() -> server.stop(0));
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String write(Launch launch, String name, String text) {
    try {
      return Files.writeString(launch.directory().resolve(name), text).toString();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private void serve(ServiceDefinition service) {
    ServiceConfig config = config(ServiceShell.config(service)).build();
    RunningService running = own(ServiceShell.start(service.app().apply(config), config));
    endpoints.put(running.name(), running.httpAddress());
  }

  private ServiceConfig probe() {
    return config(ServiceConfig.builder(ProbeSettings.KEYS))
        .set("tocsin.probe.interval", "1s")
        .build();
  }

  private ServiceConfig door() {
    return config(ServiceConfig.builder(ReceiveSettings.KEYS))
        .set("tocsin.receive.port", "0")
        .build();
  }

  private ServiceConfig dashboard() {
    return config(ServiceConfig.builder(DashboardSettings.KEYS))
        .set(DashboardSettings.PORT.name(), "0")
        .build();
  }

  private ServiceConfigBuilder config(ServiceConfigBuilder builder) {
    return builder
        .namespace(cluster.namespace())
        .bootstrapServers(cluster.bootstrapServers())
        .registryUrl(cluster.registryUrl())
        .partitions(PARTITIONS)
        .stateDir(cluster.stateDir())
        .httpPort(0);
  }

  private <T extends AutoCloseable> T own(T part) {
    owned.push(part);
    return part;
  }

  /** Where health and metrics of the services are, by name. */
  Map<String, URI> endpoints() {
    return endpoints;
  }

  /** What a service answers at {@code /metrics}. */
  String metrics(String service) {
    return ask(HttpRequest.newBuilder(endpoints.get(service).resolve("/metrics"))).body();
  }

  /**
   * What has to be there before it is looked at: a post of a source that is known from then on,
   * once its minute is over, and a request for the page.
   */
  void greet() {
    look();
    assertThat(post("paper-9", "hello", "Library of the valley opens its reading room"))
        .isEqualTo(200);
  }

  /**
   * Everything that moves a meter and takes no time: returns when an alert has opened and was
   * retracted, a post was refused at each door, and a dead letter was written.
   */
  void live() {
    IntStream.range(0, CALLS)
        .forEach(i -> assertThat(post("paper-" + i, "oslo", TITLES.get(i))).isEqualTo(200));
    await(AlertEventType.OPENED);
    IntStream.range(0, CALLS).forEach(this::takeBack);
    await(AlertEventType.RETRACTED);
    assertThat(ask(request("/posts").POST(BodyPublishers.ofString("{}"))).statusCode())
        .isBetween(400, 499);
    refuse(topics.rawPosts(), "ingest");
    refuse(topics.posts(), "enrich");
    look();
  }

  private void look() {
    assertThat(ask(HttpRequest.newBuilder(page.resolve("/api/alerts"))).statusCode())
        .isEqualTo(200);
  }

  private void takeBack(int number) {
    assertThat(ask(request("/posts/paper-" + number + "/oslo").DELETE()).statusCode())
        .isEqualTo(200);
  }

  private void await(AlertEventType type) {
    cluster.awaitRecords(
        topics.alerts(),
        (List<ConsumerRecord<String, AlertEvent>> events) ->
            events.stream().anyMatch(event -> event.value().getType() == type));
  }

  private void refuse(TopicSpec<?, ?> topic, String service) {
    cluster.produce(topic.name(), "key", "neither JSON nor Avro", System.currentTimeMillis());
    cluster.awaitRecords(topics.deadLetters(service).name(), 1);
  }

  private int post(String source, String id, String title) {
    String json = "{\"source\":\"%s\",\"id\":\"%s\",\"title\":\"%s\"}".formatted(source, id, title);
    return ask(request("/posts").POST(BodyPublishers.ofString(json))).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(posts.resolve(path)).header("Content-Type", "application/json");
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      close(owned.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
