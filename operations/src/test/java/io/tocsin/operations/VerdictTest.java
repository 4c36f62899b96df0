package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.operations.Verdict.State;
import io.tocsin.runtime.http.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2022-02-11T18:00:00Z");
  private static final Health.Check UP = new Health.Check("registry", true, "answered 200");

  private final List<StageStatus> stages =
      new ArrayList<>(
          List.of(
              stage("ingest", 0, 1, 3, null),
              stage("enrich", 0, 1, 3, null),
              stage("alerts", 0, 1, 3, "aa")));

  private static StageStatus stage(
      String service, int partition, int silentSeconds, int behindSeconds, @Nullable String rules) {
    return new StageStatus(
        service,
        "stage",
        partition,
        NOW.minusSeconds(silentSeconds),
        Duration.ofSeconds(silentSeconds),
        "live",
        NOW.minusSeconds(behindSeconds),
        Duration.ofSeconds(behindSeconds),
        rules);
  }

  private Verdict verdict(Health.Check registry, @Nullable Instant lastPost) {
    return Verdict.on(
        new PipelineFacts(
            "news",
            NOW,
            List.of(),
            stages,
            List.of(),
            new TreeMap<>(),
            registry,
            0,
            SourceFacts.NONE,
            lastPost));
  }

  @Test
  void shouldTellHealthyFromQuiet() {
    assertThat(verdict(UP, NOW.minusSeconds(3_600)).state()).isEqualTo(State.HEALTHY);
    assertThat(verdict(UP, NOW.minusSeconds(3_601)).state()).isEqualTo(State.QUIET);
    assertThat(verdict(UP, null).state()).isEqualTo(State.QUIET);
  }

  @Test
  void shouldBeBlindAsSoonAsOneServiceIsSilent() {
    stages.set(1, stage("enrich", 0, 16, 3, null));

    assertThat(verdict(UP, NOW).state()).isEqualTo(State.BLIND);
    assertThat(verdict(UP, NOW).problems())
        .containsExactly("enrich is silent since 2022-02-11T17:59:44Z");
  }

  @Test
  void shouldBeDegradedWhenOnePartitionIsSilent() {
    stages.add(stage("alerts", 1, 16, 3, "aa"));

    assertThat(verdict(UP, NOW).state()).isEqualTo(State.DEGRADED);
    assertThat(verdict(UP, NOW).problems())
        .containsExactly("alerts/stage partition 1 is silent since 2022-02-11T17:59:44Z");
  }

  @Test
  void shouldBeDegradedWhenTheClockIsBehind() {
    stages.add(stage("alerts", 1, 1, 61, "aa"));

    assertThat(verdict(UP, NOW).problems())
        .containsExactly("the clock of alerts/stage is 61 s behind");
  }

  @Test
  void shouldTellOfAHostWhoseClockIsAhead() {
    stages.add(stage("ingest", 1, -5, 3, null));
    assertThat(verdict(UP, NOW).state()).isEqualTo(State.HEALTHY);

    stages.add(stage("ingest", 2, -40, 3, null));

    assertThat(verdict(UP, NOW).state()).isEqualTo(State.DEGRADED);
    assertThat(verdict(UP, NOW).problems())
        .containsExactly(
            "the host clock of ingest is 40 s ahead of the one here: its silence would be seen that"
                + " much later");
  }

  @Test
  void shouldBeDegradedWithoutTheRegistry() {
    Verdict verdict = verdict(new Health.Check("registry", false, "answered 500"), NOW);

    assertThat(verdict.state()).isEqualTo(State.DEGRADED);
    assertThat(verdict.problems()).containsExactly("registry: answered 500");
  }

  @Test
  void shouldSeeInstancesThatGoByDifferentRules() {
    stages.add(stage("alerts", 1, 1, 3, "bb"));

    assertThat(verdict(UP, NOW).problems())
        .containsExactly("instances of alerts go by different rules: aa, bb");
  }
}
