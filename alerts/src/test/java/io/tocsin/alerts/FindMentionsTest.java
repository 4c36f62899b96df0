package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.stores.UntoldCounts;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindMentionsTest {

  private static final String RULES =
      """
      rules:
        - {id: war, match: war}
        - {id: flight, match: evacuate, scope: country}
      """;
  private static final EnrichedPosts WAR =
      EnrichedPosts.enrichedPost().of("wire", "1").body("The war began.");

  @TempDir private Path stateDir;
  private AlertsPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline = new AlertsPipeline(stateDir);
    pipeline.apply(RULES);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private double made() {
    return pipeline.counter("tocsin.alerts.mentions", "kind", "made");
  }

  private double takenBack() {
    return pipeline.counter("tocsin.alerts.mentions", "kind", "taken-back");
  }

  /** The rules that are known stand beside what is known of posts. */
  private static boolean isOfRules(Object key) {
    return key instanceof Bytes bytes && bytes.get()[0] == 5;
  }

  private int entries(String store) {
    try (KeyValueIterator<Object, Object> all = pipeline.driver.getKeyValueStore(store).all()) {
      int found = 0;
      while (all.hasNext()) {
        found += isOfRules(all.next().key) ? 0 : 1;
      }
      return found;
    }
  }

  @Nested
  class Mentions {

    @Test
    void shouldBeMadeByPostsThatMatch() {
      pipeline.post(WAR, 1);
      pipeline.post(WAR.of("wire", "2").body("Calm."), 2);

      assertThat(made()).isEqualTo(1);
      assertThat(entries(AlertsTopology.PENDING_MENTIONS_STORE)).isEqualTo(1);
    }

    @Test
    void shouldWaitUntilTheClockHasPassedThem() {
      pipeline.post(WAR, 10);
      pipeline.clock(9);
      assertThat(entries(AlertsTopology.PENDING_MENTIONS_STORE)).isEqualTo(1);

      pipeline.clock(10);
      assertThat(entries(AlertsTopology.PENDING_MENTIONS_STORE)).isZero();
    }

    @Test
    void shouldBeTakenBackByAnEditAKillAndATakedown() {
      pipeline.post(WAR.body("War. All must evacuate.").countries("UA"), 1);
      pipeline.post(WAR.body("War.").revision(2), 2);
      assertThat(takenBack()).isEqualTo(1);

      pipeline.post(WAR.killed().revision(3), 3);
      pipeline.clock(3);
      assertThat(takenBack()).isEqualTo(2);

      pipeline.post(WAR.erased().revision(4), 4);
      pipeline.clock(4);
      assertThat(takenBack()).as("once more, so that their texts go").isEqualTo(4);
      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isZero();
    }

    @Test
    void shouldNotBeMadeByABacklog() {
      EnrichedPost post = WAR.build();
      post.getPost().setFlags(List.of("BACKLOG"));

      pipeline.raw("wire:1", post, 1);

      assertThat(made()).isZero();
    }

    @Test
    void shouldNotBeMadeByTheProbeWhichIsNotCountedEither() {
      EnrichedPost post = WAR.of("tocsin-probe", "0").build();
      post.getPost().setFlags(List.of("BACKLOG"));

      pipeline.raw("tocsin-probe:0", post, 1);
      pipeline.clock(1);

      assertThat(made()).isZero();
      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isZero();
      assertThat(pipeline.counter("tocsin.alerts.posts")).isZero();
    }

    @Test
    void shouldPassOverWhatIsNoPost() {
      pipeline.raw("wire:1", null, 1);
      pipeline.raw("~unknown", null, 2);
      pipeline.raw("~watermark/0", null, 3);
      pipeline.post(WAR, 4);

      assertThat(made()).isEqualTo(1);
    }
  }

  @Nested
  class Rules {

    @Test
    void shouldChangeWhileRunning() {
      pipeline.post(WAR, 1);
      pipeline.apply("rules: [{id: war, match: battle}, {id: peace, match: peace}]");
      pipeline.post(WAR.of("wire", "2"), 2);
      pipeline.post(WAR.of("wire", "3").body("Battle, then peace."), 3);

      assertThat(made()).isEqualTo(3);
    }

    @Test
    void shouldTakeMentionsOfAChangedRuleBackAtTheNextRevision() {
      pipeline.post(WAR, 1);
      pipeline.apply("rules: [{id: war, match: war OR battle}]");
      pipeline.post(WAR.revision(2), 2);

      assertThat(made()).isEqualTo(2);
      assertThat(takenBack()).isEqualTo(1);
    }

    @Test
    void shouldSurvivePoisonInTheTopic() {
      pipeline.driver.advanceWallClockTime(Duration.ofSeconds(1));
      byte[] junk = "junk".getBytes(StandardCharsets.UTF_8);
      pipeline.rule("war", junk);
      pipeline.rule("other", new byte[0]);
      pipeline.rule("~manifest", new byte[] {0, 0, 0, 0, 99, 1});
      pipeline.rule(null, junk);
      pipeline.rule("", junk);
      pipeline.rule("flight", new byte[] {0, 0, 0, 0, 1, (byte) 0xFF});

      pipeline.post(WAR, 1);

      assertThat(made()).isEqualTo(1);
    }

    private String setOf(String name) {
      StringBuilder yaml = new StringBuilder("rules:\n");
      for (int i = 1; i < RuleFile.MOST_RULES; i++) {
        yaml.append("- {id: %s%d, match: %sword%d}\n".formatted(name, i, name, i));
      }
      return yaml.append("- {id: %slast, match: war}\n".formatted(name)).toString();
    }

    @Test
    void shouldTakeAWhollyNewSetOfAsManyRulesAsAFileHolds() {
      pipeline.apply(setOf("old"));
      pipeline.apply(setOf("new"));

      pipeline.post(WAR, 1);

      assertThat(made()).isEqualTo(1);
      assertThat(entries(AlertsTopology.RULES_STORE)).isEqualTo(RuleFile.MOST_RULES + 1);
    }

    @Test
    void shouldBeBounded() {
      Stream.iterate(0, i -> i + 1)
          .limit(KeepRules.MOST_KEYS + 10)
          .forEach(i -> pipeline.rule("r" + i, new byte[] {1}));

      assertThat(entries(AlertsTopology.RULES_STORE)).isEqualTo(KeepRules.MOST_KEYS);
    }
  }

  @Nested
  class Coverage {

    private int told() {
      int stories = 0;
      try (KeyValueIterator<Object, Object> all =
          pipeline.driver.getKeyValueStore(AlertsTopology.SPIKE_STATE_STORE).all()) {
        while (all.hasNext()) {
          KeyValue<Object, Object> entry = all.next();
          if (entry.key.toString().startsWith("~coverage/")) {
            byte[] bytes = (byte[]) entry.value;
            stories += bytes[bytes.length - 1];
          }
        }
      }
      return stories;
    }

    @Test
    void shouldBeToldWithTheClockWhateverPostsSay() {
      pipeline.post(WAR.of("wire", "2").body("Calm."), 2);
      pipeline.post(WAR.of("wire", "3").body("War."), 3);
      assertThat(told()).isZero();

      pipeline.clock(3);
      assertThat(told()).isEqualTo(2);
      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isEqualTo(2);
    }

    @Test
    void shouldBeOfStoriesAndNotOfEditsKillsAndBacklogs() {
      EnrichedPost backlog = WAR.of("wire", "4").build();
      backlog.getPost().setFlags(List.of("BACKLOG"));
      pipeline.post(WAR, 1);
      pipeline.post(WAR.revision(2).body("More war."), 2);
      pipeline.post(WAR.killed().revision(3), 3);
      pipeline.post(WAR.of("wire", "3").killed(), 4);
      pipeline.raw("wire:4", backlog, 5);
      pipeline.clock(10);

      assertThat(told()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitWithoutEndForTheClock() {
      for (int i = 0; i < 3 * UntoldCounts.MOST; i++) {
        pipeline.post(WAR.of("wire-" + i, "1").body("Calm."), i);
      }

      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isLessThan(UntoldCounts.MOST);
    }
  }

  @Nested
  class Memory {

    private static final long DAY = 86_400;

    @Test
    void shouldEndSevenDaysAfterTheLastRevision() {
      pipeline.post(WAR, 0);
      pipeline.clock(7 * DAY);
      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isEqualTo(2);

      pipeline.clock(7 * DAY + 1);
      assertThat(entries(AlertsTopology.POST_MENTIONS_STORE)).isZero();
    }

    @Test
    void shouldNotDependOnWhenItIsCleared() {
      pipeline.post(WAR, 0);
      pipeline.post(WAR.body("Calm.").revision(2), 7 * DAY + 1);

      assertThat(takenBack()).isZero();
    }

    @Test
    void shouldForgetTheOldestPostsBeyondItsLimit() {
      try (AlertsPipeline small =
          new AlertsPipeline(
              stateDir.resolve("small"),
              new AlertsSettings(Duration.ofDays(7), 3, 1_000),
              AvroSerdes.inMemory())) {
        small.apply(RULES);
        for (int i = 0; i < 10; i++) {
          small.post(WAR.of("wire", "" + i), i);
        }
        for (int i = 0; i < 10; i++) {
          small.post(WAR.of("wire", "" + i).killed().revision(2), 10 + i);
        }

        assertThat(small.counter("tocsin.alerts.mentions", "kind", "taken-back")).isEqualTo(3);
      }
    }
  }

  @Nested
  class Pending {

    @Test
    void shouldBeBoundedAndSayWhatIsDropped() {
      try (AlertsPipeline small =
          new AlertsPipeline(
              stateDir.resolve("small"),
              new AlertsSettings(Duration.ofDays(7), 1_000, 3),
              AvroSerdes.inMemory())) {
        small.apply(RULES);
        for (int i = 0; i < 10; i++) {
          small.post(WAR.of("wire", "" + i), i);
        }
        assertThat(small.counter("tocsin.alerts.mentions.dropped")).isEqualTo(7);

        small.clock(10);
        small.post(WAR.of("wire", "11"), 11);
        assertThat(small.counter("tocsin.alerts.mentions.dropped")).isEqualTo(7);
      }
    }
  }

  @Nested
  class Life {

    @Test
    void shouldBeSignalledOnceASecondWithClockAndRules() {
      pipeline.clock(60);
      pipeline.driver.advanceWallClockTime(Duration.ofMillis(2_500));

      List<KeyValue<String, ServiceStatus>> signs = pipeline.status.readKeyValuesToList();

      assertThat(signs)
          .extracting(sign -> sign.key)
          .containsExactlyInAnyOrder("alerts/match/0", "alerts/detect/0")
          .hasSize(2);
      assertThat(signs)
          .extracting(sign -> sign.value)
          .allSatisfy(
              sign -> {
                assertThat(sign.getWatermark()).isEqualTo(AlertsPipeline.START.plusSeconds(60));
                assertThat(sign.getMode()).isEqualTo(TimeMode.EVENT);
                assertThat(sign.getLagMillis()).isNull();
                assertThat(sign.getRuleSetHash()).hasSize(64);
              });
    }

    @Test
    void shouldBeSignalledBeforeTheFirstWatermark() {
      pipeline.driver.advanceWallClockTime(Duration.ofSeconds(1));

      assertThat(pipeline.status.readValuesToList())
          .hasSize(2)
          .allSatisfy(sign -> assertThat(sign.getWatermark()).isNull());
    }
  }
}
