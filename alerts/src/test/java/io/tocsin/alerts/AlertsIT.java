package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.runtime.service.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** The service on a real broker with a real registry. */
class AlertsIT extends AlertsOnABroker {

  private static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          scope: country
          windows: [10m, 1h]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;

  private void spike() {
    clock(0);
    post(call(0), 2 * DAY);
    for (int i = 1; i <= 5; i++) {
      post(call(i), 6 * DAY + 60L * i);
    }
    clock(6 * DAY + 600);
  }

  @Test
  void shouldOpenAnAlertAndResolveItByTheClockAlone() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      assertThat(awaitLast(AlertEventType.OPENED)).hasSize(1);

      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events)
          .extracting(AlertEvent::getAlertId)
          .containsOnly(events.get(0).getAlertId());
      assertThat(cluster.awaitRecords(topics.keywordCounts(), 1)).isNotEmpty();
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldExplainWhatItDecided() {
    apply(RULES);
    List<AlertEvent> events;
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);
      clock(8 * DAY);
      events = awaitLast(AlertEventType.RESOLVED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
    String id = events.get(0).getAlertId();

    Told told = explain(id.substring(0, 8));

    assertThat(told.exitCode()).isZero();
    assertThat(told.out())
        .contains(id + ": flight in Ukraine (UA) resolved")
        .contains("1  OPENED at 2022-02-17T00:")
        .contains("must [evacuate]")
        .doesNotContain("NOT AGREE");
    assertThat(told.out().split("computed again: [^\n]*: agrees")).hasSize(events.size() + 1);
    assertThat(explain("000000").exitCode()).isEqualTo(1);
    assertThat(explain("000000").err()).contains(topics.alerts().name() + " begins with 000000");
    Told blind = explain(id, "--registry", cluster.registryUrl() + "/nowhere");
    assertThat(blind.exitCode()).isEqualTo(3);
    assertThat(blind.err()).contains("tocsin.registry.url: the schema registry at ");
    cluster.produce(topics.alerts().name(), "flight|UA", "junk", START.toEpochMilli());
    assertThat(explain(id).exitCode()).isZero();
    assertThat(explain(id).err()).contains(": 1 records cannot be read; the first: ");
    assertThat(explain("000000").exitCode()).isEqualTo(3);
    assertThat(explain("x").err()).contains("ALERT-ID = \"x\": expected 6 to 64");
    assertThat(explain(id, "--namespace", "nobody").err())
        .contains("--namespace = \"nobody\": there is no topic nobody.alerts");
  }

  @Test
  void shouldRingForARatioAndForSourcesAndExplainBoth() {
    apply(
        """
        rules:
          - id: flight
            match: evacuate
            ratio: {spikeHeight: 3, timeframe: 2h}
          - id: outlets
            match: evacuate
            countBy: source
        """);
    List<AlertEvent> events;
    try (RunningService service = start("a")) {
      spike();
      clock(8 * DAY);
      events =
          cluster
              .awaitRecords(
                  topics.alerts(),
                  records ->
                      records.stream()
                              .filter(r -> r.value().getType() == AlertEventType.RESOLVED)
                              .count()
                          == 2)
              .stream()
              .map(ConsumerRecord::value)
              .toList();
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }

    assertThat(explain(idOf(events, "flight")).out())
        .contains("compared: as a ratio, with the 0 independent reports of the 2 h before")
        .contains("never below 3 independent reports from 2 sources")
        .contains("rings: agrees")
        .doesNotContain("NOT AGREE");
    assertThat(explain(idOf(events, "outlets")).out())
        .contains("sources (")
        .contains("never below 3 sources from 2 sources")
        .doesNotContain("NOT AGREE");
  }

  private static String idOf(List<AlertEvent> events, String rule) {
    return events.stream()
        .filter(event -> event.getAlert().getRuleId().equals(rule))
        .map(AlertEvent::getAlertId)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTakeMentionsBackWhenPostsAreEdited() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);

      for (int i = 1; i <= 5; i++) {
        post(call(i).body("There is no need to evacuate.").revision(2), 6 * DAY + 700 + i);
      }
      clock(6 * DAY + 900);

      awaitLast(AlertEventType.RETRACTED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldGoOnFromWhereItStoodAfterARestart() {
    apply(RULES);
    try (RunningService service = start("a")) {
      spike();
      awaitLast(AlertEventType.OPENED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
    try (RunningService service = start("elsewhere")) {
      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events)
          .extracting(AlertEvent::getSequence)
          .doesNotHaveDuplicates()
          .startsWith(1, 2);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldNotBeStoppedByPoisonAmongTheRules() {
    cluster.produce(topics.rules().name(), "flight", "junk", START.toEpochMilli());
    cluster.produce(topics.rules().name(), "~manifest", "junk", START.toEpochMilli());
    try (RunningService service = start("a")) {
      awaitRules(apply(RULES));
      cluster.produce(topics.rules().name(), "flight", "junk again", START.toEpochMilli());
      cluster.produce(topics.rules().name(), "new", "junk", START.toEpochMilli());

      spike();

      awaitLast(AlertEventType.OPENED);
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldSendPostsThatCannotBeReadToTheDeadLetters() {
    apply(RULES);
    String enriched = topics.enrichedPosts().name();
    cluster.produce(enriched, "wire:1", "no Avro", START.toEpochMilli());
    byte[] unknownSchema = {0, 0x7F, 0x7F, 0x7F, 0x7F, 1, 2, 3};
    cluster.produce(enriched, Utils.utf8("wire:2"), unknownSchema, START.toEpochMilli());
    try (RunningService service = start("a")) {
      spike();

      awaitLast(AlertEventType.OPENED);
      assertThat(cluster.awaitRecords(topics.deadLetters("alerts").name(), 2))
          .extracting(letter -> new String(letter.key(), StandardCharsets.UTF_8))
          .containsExactlyInAnyOrder("wire:1", "wire:2");
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldWriteOnlyWhatChangedToTheRulesTopic() {
    String first = apply(RULES);
    int written = cluster.readAll(topics.rules().name()).size();

    assertThat(apply(RULES)).isEqualTo(first);
    assertThat(cluster.readAll(topics.rules().name())).hasSize(written);

    apply("rules: [{id: war, match: war}]");
    RulesTopic topic = new RulesTopic(config("rules"));
    assertThat(topic.read()).containsOnlyKeys("war", "~manifest");
    assertThat(cluster.readAll(topics.rules().name())).hasSize(written + 3);
  }

  @Test
  void shouldShareTheWorkAmongInstances() {
    apply(RULES);
    try (RunningService one = start("a");
        RunningService two = start("b")) {
      spike();
      clock(8 * DAY);

      List<AlertEvent> events = awaitLast(AlertEventType.RESOLVED);
      assertThat(events).extracting(AlertEvent::getEventId).doesNotHaveDuplicates();
      assertThat(one.failure().toCompletableFuture()).isNotDone();
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }
}
