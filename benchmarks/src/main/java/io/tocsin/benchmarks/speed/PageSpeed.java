package io.tocsin.benchmarks.speed;

import com.microsoft.playwright.Page;
import io.tocsin.avro.Alert;
import io.tocsin.dashboard.DashboardService;
import io.tocsin.dashboard.DashboardSettings;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The page in a real browser, over a real broker: how late an alert is on it, how long it takes
 * with many alerts on the board, and how late an alert is on many pages at once.
 */
public final class PageSpeed {
  private static final int PARTITIONS = 4;
  private static final int WARM_UP = 20;
  private static final int FILTERS = 50;
  private static final int RUNG_FOR_ALL = 30;
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration BETWEEN_FOR_ALL = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAMESPACE = "page-speed";

  private final PageAlerts made = new PageAlerts();
  private final AlertTopic topic;
  private final URI address;
  private int rung;

  private PageSpeed(AlertTopic topic, URI address) {
    this.topic = topic;
    this.address = address;
  }

  /**
   * Prints the figures.
   *
   * @param args alerts on one page, pages at once, how many of them are in the browser, and alerts
   *     on the board before
   */
  public static void main(String... args) throws Exception {
    if (args.length != 4) {
      throw new IllegalArgumentException("expected: ALERTS PAGES TABS BOARD");
    }
    List<Integer> numbers = Arrays.stream(args).map(Integer::parseInt).toList();
    int pages = numbers.get(1);
    int board = numbers.get(3);
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.temporary())) {
      ServiceConfig config = config(cluster, pages, board + numbers.get(0) + 1_000);
      Topics topics = topics(cluster, config);
      try (AlertTopic topic = new AlertTopic(topics, config.kafka());
          PageBrowser browser = new PageBrowser();
          DashboardService dashboard = DashboardService.start(config)) {
        PageSpeed speed = new PageSpeed(topic, dashboard.address());
        speed.fill(board);
        speed.onOnePage(browser, numbers.get(0));
        speed.onAllPages(browser, pages, numbers.get(2));
      }
    }
  }

  private static ServiceConfig config(DevCluster cluster, int pages, int alerts) {
    return ServiceConfig.builder(DashboardSettings.KEYS)
        .namespace(NAMESPACE)
        .bootstrapServers(cluster.bootstrapServers())
        .registryUrl(cluster.registryUrl())
        .httpPort(0)
        .set("tocsin.dashboard.port", "0")
        .set("tocsin.dashboard.alerts", Integer.toString(alerts))
        .set("tocsin.dashboard.clients", Integer.toString(pages + 2))
        .build();
  }

  private static Topics topics(DevCluster cluster, ServiceConfig config) throws Exception {
    AvroSerdes serdes = AvroSerdes.connect(cluster.registryUrl(), Map.of());
    Topics topics = Topics.of(NAMESPACE, ClockMode.LIVE, PARTITIONS, serdes);
    try (Admin admin = Admin.create(new HashMap<>(config.kafka()))) {
      admin
          .createTopics(topics.all().stream().map(one -> one.toNewTopic((short) 1)).toList())
          .all()
          .get();
    }
    return topics;
  }

  private void fill(int board) throws InterruptedException {
    Instant now = Instant.now();
    topic.fill(IntStream.range(0, board).mapToObj(i -> made.onBoard(i, now)).toList());
    await("the board", () -> onBoard().contains("\"total\":" + board + ","));
  }

  private String onBoard() {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/alerts?limit=1&evidence=false")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lets alerts ring in even steps; the first of them has the number that comes back. */
  private int ring(int count, Duration between) throws InterruptedException {
    int first = rung;
    for (int i = 0; i < count; i++) {
      Alert alert = made.rung(rung++, Instant.now());
      topic.ring(alert);
      Thread.sleep(between.toMillis());
    }
    return first;
  }

  private void onOnePage(PageBrowser browser, int alerts) throws InterruptedException {
    Page page = browser.open(address);
    int first = ring(WARM_UP + alerts, BETWEEN) + WARM_UP;
    await("the page", () -> PageBrowser.seen(page).size() == rung && topic.isRead(rung));
    tell("one page, readable to painted", late(first, List.of(PageBrowser.seen(page))));
    tell("one page, message to painted", from(first, PageBrowser.handled(page)));
    List<Double> narrowed = new ArrayList<>();
    List<Double> widened = new ArrayList<>();
    for (int i = 0; i < FILTERS; i++) {
      String word = i % 2 == 0 ? PageAlerts.wideWord(i / 2) : PageAlerts.rareWord(i);
      narrowed.add(PageBrowser.filter(page, word));
      widened.add(PageBrowser.filter(page, ""));
    }
    tell("one page, filter typed to painted", narrowed);
    tell("one page, filter emptied to painted", widened);
  }

  private void onAllPages(PageBrowser browser, int pages, int tabs) throws InterruptedException {
    try (PageClients clients = new PageClients(address)) {
      while (browser.pages().size() < tabs) {
        browser.open(address);
      }
      int others = pages - browser.pages().size();
      clients.open(others);
      await("clients", () -> clients.ready() == others);
      int first = ring(RUNG_FOR_ALL, BETWEEN_FOR_ALL);
      await("all pages", () -> haveAll(browser, clients, first));
      List<Map<Integer, Double>> painted = browser.pages().stream().map(PageBrowser::seen).toList();
      tell(painted.size() + " tabs, readable to painted", late(first, painted));
      if (others > 0) {
        tell(others + " clients, readable to received", late(first, clients.seen()));
      }
      List<Map<Integer, Double>> all = new ArrayList<>(painted);
      all.addAll(clients.seen());
      tell("all " + all.size() + " pages", late(first, all));
      System.out.printf(
          Locale.ROOT, "the browser takes %d MB for %d tabs%n", PageBrowser.megabytes(), tabs);
    }
  }

  private boolean haveAll(PageBrowser browser, PageClients clients, int first) {
    return topic.isRead(rung)
        && clients.seen().stream().allMatch(seen -> seen.size() >= rung - first)
        && browser.pages().stream()
            .allMatch(page -> from(first, PageBrowser.seen(page)).size() == rung - first);
  }

  private static List<Double> from(int first, Map<Integer, Double> times) {
    return times.entrySet().stream()
        .filter(entry -> entry.getKey() >= first)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** How much later than it could be read an alert was seen, from a number on. */
  private List<Double> late(int first, Collection<Map<Integer, Double>> seen) {
    Map<Integer, Double> readable = topic.readable();
    return seen.stream()
        .flatMap(one -> one.entrySet().stream())
        .filter(entry -> entry.getKey() >= first)
        .map(entry -> entry.getValue() - readable.getOrDefault(entry.getKey(), Double.NaN))
        .toList();
  }

  private static void tell(String what, Collection<Double> times) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %s, load %.1f%n",
        what,
        new Spread(times),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + ": not within " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(100);
    }
  }
}
