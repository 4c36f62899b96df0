package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.testkit.EnrichedPosts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that comes when the posts of ten days lie in the enriched topic, on a real broker. */
class WarmStartIT extends AlertsOnABroker {

  private static final long EVERY = 1_200;
  private static final long CAME = 10 * DAY;
  private static final long LIVE = CAME + HOUR;
  private static final long SPIKE = LIVE + 8 * HOUR;
  private static final String BEFORE =
      """
      rules:
        - {id: before, match: nothing}
      """;
  private static final String LATE =
      BEFORE
          + """
              - {id: overall, match: evacuate}
              - {id: by-country, match: evacuate, scope: country}
              - {id: topics, watch: tag}
            """;
  private static final int LATE_RULES = 3;

  @TempDir private Path stateDir;

  private long now = CAME;

  @Override
  ServiceConfigBuilder settings(String instance) {
    return super.settings(instance).set("tocsin.mode", "live");
  }

  private static EnrichedPosts usual(int number) {
    return EnrichedPosts.enrichedPost()
        .of("source" + number % 7, "usual" + number)
        .body("People in town " + number + " must evacuate.")
        .countries("UA")
        .tags("conflict")
        .signature(0x1234_5678_9ABC_DEFL * (2L * number + 1));
  }

  private static long timeOf(int number) {
    return EVERY * number + (number * 397L) % 1_000;
  }

  /** Whoever takes posts: the cluster, or the pipeline that is compared with. */
  private interface Taker {
    void take(EnrichedPosts post, long second);
  }

  private static void history(Taker to) {
    usual(to, 0, CAME - HOUR);
  }

  private static void live(Taker to) {
    usual(to, LIVE, SPIKE);
  }

  private static void usual(Taker to, long from, long until) {
    for (int i = 0; timeOf(i) < until; i++) {
      if (timeOf(i) >= from) {
        to.take(usual(i), timeOf(i));
      }
    }
  }

  private static void spike(Taker to) {
    for (int i = 0; i < 30; i++) {
      to.take(usual(10_000 + i).of("source" + i, "spike"), SPIKE + 20L * i);
    }
  }

  /** What the same posts lead to when the rules were there from the start. */
  private List<AlertEvent> asIfThereFromTheStart() {
    try (AlertsPipeline whole =
        new AlertsPipeline(stateDir, AlertsSettings.DEFAULT, AvroSerdes.inMemory())) {
      whole.apply(LATE);
      whole.clock(0);
      history(whole::post);
      live(whole::post);
      spike(whole::post);
      whole.clock(SPIKE + HOUR);
      return whole.alerts.readValuesToList().stream()
          .filter(event -> event.getAt().isAfter(START.plusSeconds(CAME)))
          .sorted(Comparator.comparing(AlertEvent::getEventId))
          .toList();
    }
  }

  private List<AlertEvent> events() {
    return cluster.readAll(topics.alerts()).stream()
        .map(ConsumerRecord::value)
        .sorted(Comparator.comparing(AlertEvent::getEventId))
        .toList();
  }

  private RunningService start(String instance, UnaryOperator<HistorySource> history) {
    ServiceConfig config = config(instance);
    return ServiceShell.start(new AlertsApp(config, history), config);
  }

  private static double counted(String what, RunningService... services) {
    double sum = 0;
    for (RunningService service : services) {
      Counter counter = service.meters().find("tocsin.alerts.warm-start." + what).counter();
      sum += counter == null ? 0 : counter.count();
    }
    return sum;
  }

  /** The clock goes on while it is waited for. */
  private void awaitAdopted(int rules, RunningService... services) {
    await()
        .atMost(TestCluster.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              clock(++now);
              return counted("adopted", services) >= rules * PARTITIONS;
            });
  }

  private void applyLate(String rules) {
    String hash = apply(rules);
    awaitRules(hash);
    clock(++now);
  }

  @Test
  void shouldRingAsIfTheRuleHadBeenThereAndNotForTheUsual() {
    String hash = apply(BEFORE);
    clock(0);
    try (RunningService one = start("a");
        RunningService two = start("b")) {
      awaitRules(hash);
      history(this::post);
      probes();
      clock(CAME);
      applyLate(LATE);
      awaitAdopted(1 + LATE_RULES, one, two);
      assertThat(events()).as("the past says nothing").isEmpty();

      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      List<AlertEvent> expected = asIfThereFromTheStart();
      cluster.awaitRecords(topics.alerts(), expected.size());

      assertThat(expected)
          .extracting(event -> event.getAlert().getRuleId())
          .contains("overall", "by-country", "topics");
      assertThat(events()).isEqualTo(expected);
      assertThat(events())
          .as("only the spike")
          .allMatch(event -> !event.getAt().isBefore(START.plusSeconds(SPIKE)));
      assertThat(counted("posts", one)).as("each reads its own").isPositive();
      assertThat(counted("posts", two)).isPositive();
      assertThat(counted("refused", one, two)).isZero();
      assertThat(one.failure().toCompletableFuture()).isNotDone();
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }

  /** Records of the end-to-end probe, which count neither live nor from the past. */
  private void probes() {
    for (int i = 0; i < 30; i++) {
      post(usual(30_000 + i).of(ProbeRecords.SOURCE, "probe" + i), CAME - 600 + i);
    }
  }

  @Test
  void shouldNotBringBackTheTextsOfAPostThatWasErased() {
    String hash = apply(BEFORE);
    clock(0);
    EnrichedPosts secret =
        usual(20_000).of("metro", "secret").body("Zibeths must evacuate, zibeths say.");
    EnrichedPosts kept = usual(20_001).of("metro", "kept").body("Okapis must evacuate, they say.");
    try (RunningService one = start("a", history -> history)) {
      awaitRules(hash);
      history(this::post);
      post(secret, CAME - 1_200);
      post(kept, CAME - 1_100);
      post(secret.erased().revision(2), CAME - 600);
      cluster.produce(
          topics.enrichedPosts().name(),
          secret.postKey(),
          (String) null,
          START.plusSeconds(CAME - 600).toEpochMilli());
      clock(CAME);
      applyLate(LATE);
      awaitAdopted(1 + LATE_RULES, one);
      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      cluster.awaitRecords(topics.alerts(), LATE_RULES);
      assertThat(one.failure().toCompletableFuture()).isNotDone();
    }

    assertThat(topicsWith("zibeth")).containsOnly(topics.enrichedPosts().name());
    assertThat(topicsWith("okapi"))
        .as("what was not erased is found by the same search")
        .anyMatch(topic -> topic.endsWith("spike-state-store-changelog"));
  }

  private List<String> topicsWith(String word) {
    return cluster.topicNames().stream()
        .filter(
            topic ->
                cluster.readAll(topic).stream()
                    .filter(record -> record.value() != null)
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word)))
        .toList();
  }

  @Test
  void shouldRingForTheUsualWhereItIsSwitchedOff() {
    String hash = apply(BEFORE);
    clock(0);
    ServiceConfig config = settings("a").set("tocsin.alerts.warm-start.enabled", "false").build();
    try (RunningService one = ServiceShell.start(new AlertsApp(config), config)) {
      awaitRules(hash);
      history(this::post);
      clock(CAME);
      applyLate(LATE);
      live(this::post);
      clock(SPIKE);

      cluster.awaitRecords(
          topics.alerts(),
          records ->
              records.stream()
                  .filter(r -> r.value().getType() == AlertEventType.OPENED)
                  .anyMatch(r -> r.value().getAt().isBefore(START.plusSeconds(SPIKE))));
      assertThat(counted("posts", one)).isZero();
    }
  }

  /** Reads half of what is asked for and stands still, until nobody wants it any more. */
  private static HistorySource stuck(HistorySource source, CountDownLatch reached) {
    return (stretch, to, goOn) -> {
      long half = source.read(stretch, to, goOn);
      reached.countDown();
      await().forever().until(() -> !goOn.getAsBoolean());
      return half;
    };
  }

  private static String health(RunningService service) throws InterruptedException, IOException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(service.httpAddress().resolve("/health/ready")).build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void shouldBeginAgainWhereAnotherHasTheWork() throws InterruptedException, IOException {
    String hash = apply(BEFORE);
    clock(0);
    CountDownLatch reached = new CountDownLatch(1);
    try (RunningService one = start("a", source -> stuck(source, reached))) {
      awaitRules(hash);
      history(this::post);
      clock(CAME);
      applyLate(LATE);
      assertThat(reached.await(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(counted("adopted", one)).as("of the rule before").isLessThanOrEqualTo(PARTITIONS);
      assertThat(health(one)).contains("\"name\":\"warm-start\",\"status\":\"up\"", "posts read");
    }
    try (RunningService two = start("b")) {
      awaitAdopted(LATE_RULES, two);
      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      List<AlertEvent> expected = asIfThereFromTheStart();
      cluster.awaitRecords(topics.alerts(), expected.size());
      assertThat(events()).isEqualTo(expected);
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldBeginAgainAfterTheProcessWasKilledOnItsWay() throws Exception {
    String hash = apply(BEFORE);
    clock(0);
    Path reached = stateDir.resolve("reached");
    Process victim = HalfReadMain.start(process(), reached, stateDir.resolve("killed.log"));
    try {
      awaitRules(hash);
      history(this::post);
      clock(CAME);
      applyLate(LATE);
      await().atMost(TestCluster.PATIENCE).until(() -> Files.exists(reached));
    } finally {
      victim.destroyForcibly().waitFor();
    }
    assertThat(victim.exitValue()).as("killed, not ended").isEqualTo(137);
    try (RunningService two = start("b")) {
      awaitAdopted(LATE_RULES, two);
      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      List<AlertEvent> expected = asIfThereFromTheStart();
      cluster.awaitRecords(topics.alerts(), expected.size());
      assertThat(events()).isEqualTo(expected);
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }

  /** Settings of a process; who is killed is thrown out of the group after the session timeout. */
  private Map<String, String> process() {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("tocsin.mode", "live");
    settings.put("tocsin.state-dir", cluster.stateDir() + "-killed");
    settings.put("tocsin.topics.partitions", String.valueOf(PARTITIONS));
    settings.put("tocsin.kafka.session.timeout.ms", "6000");
    return settings;
  }

  @Test
  void shouldRefuseWhatWasCountedByAnotherMeaning() {
    String hash = apply(BEFORE);
    clock(0);
    AtomicBoolean changed = new AtomicBoolean();
    CountDownLatch reached = new CountDownLatch(1);
    UnaryOperator<HistorySource> waiting =
        source ->
            (stretch, to, goOn) -> {
              long from = source.read(stretch, to, goOn);
              reached.countDown();
              await().forever().until(changed::get);
              return from;
            };
    try (RunningService one = start("a", waiting)) {
      awaitRules(hash);
      history(this::post);
      clock(CAME);
      applyLate(LATE.replace("match: evacuate", "match: evacuate OR never"));
      await().atMost(TestCluster.PATIENCE).until(() -> reached.getCount() == 0);
      applyLate(LATE);
      await()
          .atMost(TestCluster.PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                clock(++now);
                return counted("refused", one) == 2 * PARTITIONS;
              });
      changed.set(true);
      awaitAdopted(1 + LATE_RULES, one);

      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      cluster.awaitRecords(topics.alerts(), asIfThereFromTheStart().size());
      assertThat(events())
          .allMatch(event -> !event.getAt().isBefore(START.plusSeconds(SPIKE)))
          .filteredOn(event -> event.getAlert().getRuleId().equals("overall"))
          .extracting(event -> event.getAlert().getRuleVersion())
          .containsOnly(2);
    }
  }

  @Test
  void shouldSendPoisonToTheDeadLettersAndGoOn() {
    apply(LATE);
    clock(0);
    try (RunningService one = start("a")) {
      history(this::post);
      clock(CAME);
      cluster.awaitRecords(topics.keywordCounts(), 1);
      RecordHeaders headers = new RecordHeaders();
      headers.add("tocsin.warm-start", new byte[] {1, 0, 0, 0, 1, 9});
      cluster.produce(
          List.of(
              new ProducerRecord<>(
                  cluster.namespace() + "-alerts-by-rule-and-scope-repartition",
                  0,
                  START.toEpochMilli(),
                  "overall|".getBytes(StandardCharsets.UTF_8),
                  null,
                  headers)));

      assertThat(cluster.awaitRecords(topics.deadLetters("alerts").name(), 1)).hasSize(1);
      live(this::post);
      spike(this::post);
      clock(SPIKE + HOUR);
      cluster.awaitRecords(
          topics.alerts(),
          records ->
              records.stream()
                  .anyMatch(r -> !r.value().getAt().isBefore(START.plusSeconds(SPIKE))));
      assertThat(one.failure().toCompletableFuture()).isNotDone();
    }
  }
}
