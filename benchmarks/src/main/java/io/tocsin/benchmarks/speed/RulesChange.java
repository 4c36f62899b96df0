package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.Rule;
import io.tocsin.benchmarks.speed.MarkedPosts.Marked;
import io.tocsin.devcluster.DevCluster;
import io.tocsin.devcluster.DevClusterOptions;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes until a new set of rules is in force in a running alerts service, and what the
 * stream of posts notes of it. The service, its broker, who writes posts and who reads mentions
 * share the machine. Every post has a word for each version of one rule, so each is matched by that
 * rule exactly once, by the set that was in force: a post without a mention, or with two, fails the
 * run.
 */
public final class RulesChange {

  private static final int PARTITIONS = 3;
  private static final int TEXTS = 2_000;
  private static final String MARK = "mark";
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration STRETCH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Newsroom newsroom = new Newsroom(1);
  private final ServiceConfig config;
  private final Topics topics;
  private final Map<String, Object> kafka;
  private final int size;
  private final int turns;
  private List<Rule> others = List.of();
  private int version;

  private RulesChange(DevCluster cluster, int size, int turns) throws Exception {
    ServiceConfigBuilder builder = ServiceShell.config(AlertsApp.DEFINITION);
    this.config =
        builder
            .namespace("change")
            .mode(Mode.LIVE)
            .bootstrapServers(cluster.bootstrapServers())
            .registryUrl(cluster.registryUrl())
            .partitions(PARTITIONS)
            .httpPort(0)
            .stateDir(Files.createTempDirectory("rules-change"))
            .build();
    this.topics =
        Topics.of(
            "change",
            ClockMode.LIVE,
            PARTITIONS,
            AvroSerdes.connect(cluster.registryUrl(), Map.of()));
    this.kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    this.size = size;
    this.turns = turns;
  }

  /**
   * Prints what each change took.
   *
   * @param args rules of a set, posts a second, turns
   */
  public static void main(String... args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("expected: RULES POSTS_A_SECOND TURNS");
    }
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.temporary())) {
      new RulesChange(cluster, Integer.parseInt(args[0]), Integer.parseInt(args[2]))
          .run(Integer.parseInt(args[1]));
    }
  }

  private void run(int rate) throws InterruptedException {
    newSet();
    apply();
    String between = config.applicationId("alerts") + "-by-rule-and-scope-repartition";
    try (RunningService service = ServiceShell.start(new AlertsApp(config), config);
        PostStream posts = PostStream.start(topics, kafka, newsroom.posts(TEXTS), words(), rate);
        MarkedPosts marked = MarkedPosts.start(topics, kafka, between, MARK)) {
      await(posts, marked, 1);
      Thread.sleep(WARM_UP.toMillis());
      steady(posts, marked);
      for (int turn = 1; turn <= turns; turn++) {
        newSet();
        change("turn %d, all %d rules new".formatted(turn, size), posts, marked);
        version++;
        change("turn %d, one of %d rules changed".formatted(turn, size), posts, marked);
      }
      posts.stop();
      await(posts, marked, posts.sent());
      if (service.failure().toCompletableFuture().isDone()) {
        throw new IllegalStateException("the service has failed");
      }
      System.out.printf(
          Locale.ROOT,
          "%d posts sent, %d matched, each once; %.1f mentions a post; load %.1f%n",
          posts.sent(),
          marked.count(),
          (double) marked.mentions() / posts.sent(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  /** Rules of which none has been there before; the marking one is of another meaning. */
  private void newSet() {
    version++;
    others = newsroom.rules(size - 1, "set-" + version + "-");
  }

  private void apply() {
    List<Rule> rules = new ArrayList<>(others);
    rules.add(
        Rule.builder(MARK)
            .hash(MARK + "-" + version)
            .match(word(version))
            .scope(Rule.Scope.SOURCE)
            .minimum(new Rule.Minimum(10_000, 1))
            .build());
    new RulesTopic(config).apply(rules, InstantSource.system());
  }

  private static String word(int version) {
    return "zq" + "abcdefghijklmnopqrstuvwxyz".charAt(version) + "xo";
  }

  /** A word for each version that will be. */
  private String words() {
    StringBuilder words = new StringBuilder();
    for (int i = 1; i <= 1 + 2 * turns; i++) {
      words.append(word(i)).append(' ');
    }
    return words.toString();
  }

  private void steady(PostStream posts, MarkedPosts marked) throws InterruptedException {
    long from = System.nanoTime();
    Thread.sleep(STRETCH.toMillis());
    tell("no change", from, System.nanoTime(), posts, marked);
  }

  private void change(String what, PostStream posts, MarkedPosts marked)
      throws InterruptedException {
    long begin = System.nanoTime();
    apply();
    long applied = System.nanoTime();
    int before = posts.sent();
    await(posts, marked, before + 1);
    while (marked.by(version).isEmpty()) {
      Thread.sleep(1);
    }
    Thread.sleep(STRETCH.toMillis());
    long last = marked.by(version - 1).stream().mapToLong(Marked::readAt).max().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s: applying took %.2f s; in force %.2f s after it%n",
        what,
        seconds(applied - begin),
        Math.max(0, seconds(last - applied)));
    tell(what, begin, applied + STRETCH.toNanos(), posts, marked);
  }

  private static void tell(String what, long from, long to, PostStream posts, MarkedPosts marked) {
    List<Marked> read = marked.readBetween(from, to);
    long pause = 0;
    long delay = 0;
    long before = from;
    for (Marked post : read) {
      pause = Math.max(pause, post.readAt() - before);
      delay = Math.max(delay, post.readAt() - posts.sentAt(post.post()));
      before = post.readAt();
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f posts/s over %.0f s, largest pause %.2f s, slowest post %.2f s%n",
        what,
        read.size() / seconds(to - from),
        seconds(to - from),
        seconds(pause),
        seconds(delay));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void await(PostStream posts, MarkedPosts marked, int count)
      throws InterruptedException {
    long patient = System.nanoTime() + PATIENCE.toNanos();
    while (marked.count() < count) {
      if (System.nanoTime() > patient) {
        throw new IllegalStateException(
            "%d of %d posts were matched".formatted(marked.count(), posts.sent()));
      }
      Thread.sleep(1);
    }
  }
}
