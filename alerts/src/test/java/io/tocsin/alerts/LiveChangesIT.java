package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.rules.RuleEdit;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.KeywordCount;
import io.tocsin.runtime.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while posts flow through two instances, on a real broker. */
class LiveChangesIT extends AlertsOnABroker {

  private static final int ROUNDS = 12;
  private static final int POSTS = 20;
  private static final long FROM = 6 * DAY;
  private static final long UNTIL = FROM + 60L * (ROUNDS + 2);
  private static final String STAYS =
      """
      rules:
        - {id: stays, match: evacuate, countBy: post, windows: [1h], falseAlarms: 1 per 7d}
      """;

  @TempDir private Path files;

  /** One rule stays through all sets; of the other each set has another meaning. */
  private static String set(int number) {
    return STAYS
        + "  - {id: moves, match: evacuate OR word%d, countBy: post, windows: [1h], falseAlarms: 1 per 7d}\n"
            .formatted(number)
        + "  - {id: extra%d, match: extra}\n".formatted(number);
  }

  private void posts(int round) {
    for (int i = 0; i < POSTS; i++) {
      post(call(round * POSTS + i).countries(), FROM + 60L * round + i);
    }
  }

  private List<KeywordCount> counts(String rule) {
    return cluster.readAll(topics.keywordCounts()).stream()
        .map(ConsumerRecord::value)
        .filter(count -> count.getRuleId().equals(rule))
        .toList();
  }

  private List<AlertEvent> awaitReason(String rule, String reason) {
    return cluster
        .awaitRecords(
            topics.alerts(),
            records ->
                records.stream()
                    .map(ConsumerRecord::value)
                    .anyMatch(
                        event ->
                            event.getAlert().getRuleId().equals(rule)
                                && event.getReason().equals(reason)))
        .stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.getAlert().getRuleId().equals(rule))
        .toList();
  }

  @Test
  void shouldLoseNothingAndCountNothingTwiceWhileRulesChangeInTwoInstances() {
    String hash = apply(set(0));
    clock(0);
    try (RunningService one = start("a");
        RunningService two = start("b")) {
      awaitRules(hash);
      for (int round = 0; round < ROUNDS; round++) {
        posts(round);
        hash = apply(set(round + 1));
      }
      awaitRules(hash);
      posts(ROUNDS);
      clock(UNTIL);
      cluster.awaitRecords(
          topics.alerts(),
          records ->
              records.stream().anyMatch(r -> r.value().getAlert().getRuleId().equals("moves")));
      cluster.awaitRecords(
          topics.keywordCounts(),
          records ->
              records.stream().anyMatch(r -> r.value().getObserved() == (ROUNDS + 1) * POSTS));
      new RulesTopic(config("rules"))
          .edit(RuleEdit.DELETE, List.of("moves"), InstantSource.fixed(START));
      List<AlertEvent> events = awaitEndOfMoves();

      assertThat(counts("stays"))
          .extracting(KeywordCount::getObserved)
          .as("each post once, whatever set it was matched by")
          .allMatch(observed -> observed <= (ROUNDS + 1) * POSTS)
          .contains((ROUNDS + 1) * POSTS);
      assertThat(counts("moves"))
          .extracting(KeywordCount::getObserved)
          .as("what came after the last change")
          .anyMatch(observed -> observed >= POSTS);
      assertThat(events).extracting(AlertEvent::getEventId).doesNotHaveDuplicates();
      assertThat(events)
          .filteredOn(event -> event.getType() == AlertEventType.OPENED)
          .extracting(event -> event.getAlert().getRuleVersion())
          .contains(ROUNDS + 1);
      assertThat(one.failure().toCompletableFuture()).isNotDone();
      assertThat(two.failure().toCompletableFuture()).isNotDone();
    }
  }

  /** Its alert ends with the first minute after every instance has heard of it. */
  private List<AlertEvent> awaitEndOfMoves() {
    RulesTopic topic = new RulesTopic(config("rules"));
    awaitRules(((RuleRecord.Manifest) topic.read().get("~manifest")).hash());
    clock(UNTIL + 120);
    return awaitReason("moves", "the rule was removed");
  }

  @Test
  void shouldKeepRulesOnTrialFromTheAlertTopicAndExplainThem() {
    String hash =
        apply(
            """
            rules:
              - {id: trial, match: evacuate, windows: [10m], falseAlarms: 1 per 7d, shadow: true}
              - {id: real, match: evacuate, windows: [10m], falseAlarms: 1 per 7d}
            """);
    clock(0);
    try (RunningService service = start("a")) {
      awaitRules(hash);
      posts(0);
      clock(7 * DAY);
      awaitLast(AlertEventType.RESOLVED);
      List<AlertEvent> shadow =
          cluster
              .awaitRecords(
                  topics.shadowAlerts(),
                  records ->
                      records.stream()
                          .anyMatch(r -> r.value().getType() == AlertEventType.RESOLVED))
              .stream()
              .map(ConsumerRecord::value)
              .toList();

      assertThat(shadow).extracting(e -> e.getAlert().getRuleId()).containsOnly("trial");
      assertThat(cluster.readAll(topics.alerts()))
          .extracting(r -> r.value().getAlert().getRuleId())
          .containsOnly("real");
      assertThat(cluster.readAll(topics.alertState()))
          .extracting(r -> r.value().getRuleId())
          .containsOnly("real");
      Told told = explain(shadow.get(0).getAlertId().substring(0, 14));
      assertThat(told.out()).contains("trial resolved").doesNotContain("NOT AGREE");
      assertThat(told.exitCode()).isZero();
      assertThat(service.failure().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void shouldCompareSwitchAndDeleteByCommand() throws IOException {
    String file =
        Files.writeString(
                files.resolve("rules.yaml"),
                "rules: [{id: evacuation, match: evacuate}, {id: trial, match: war, shadow: true}]")
            .toString();
    assertThat(rules("diff", file).exitCode()).isEqualTo(1);
    assertThat(rules("apply", file).exitCode()).isZero();
    assertThat(rules("diff", file).exitCode()).isZero();
    assertThat(rules("list").out())
        .contains("trial version 1 (shadow): war", "evacuation version 1: evacuate");

    Told disabled = rules("disable", "evacuation");
    assertThat(disabled.exitCode()).isZero();
    assertThat(disabled.out()).contains("changed    evacuation version 2");
    assertThat(rules("list").out()).contains("evacuation version 2 (disabled): evacuate");
    Told differs = rules("diff", file);
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(differs.out())
        .contains("changed    evacuation version 2 to 3: it begins a new baseline")
        .contains("enabled: false -> true")
        .contains("0 added, 1 changed, 0 relabelled, 0 removed, 1 unchanged");
    assertThat(rules("diff", "--json", file).out())
        .contains("\"same\":false")
        .contains("{\"key\":\"enabled\",\"before\":\"false\",\"after\":\"true\",\"decides\":true}");
    assertThat(rules("enable", "evacuation").exitCode()).isZero();
    assertThat(rules("diff", file).exitCode()).isZero();

    Told unknown = rules("delete", "evacuaton", "trial");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("ID = \"evacuaton\": there is no such rule; did you mean evacuation?");
    assertThat(rules("delete", "trial").out()).contains("removed    trial");

    cluster.produce(topics.rules().name(), "poison", "junk", START.toEpochMilli());
    assertThat(rules("disable", "evacuation").exitCode()).isEqualTo(3);
    assertThat(rules("diff", file).out()).contains("unreadable poison: ");
    assertThat(rules("delete", "poison").exitCode()).isZero();
    assertThat(rules("list").out()).doesNotContain("poison");
  }
}
