package io.tocsin.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.replay.trial.RuleTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A rule tried on enriched posts gives the alert events of a backtest of the same posts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialExactnessTest {
  private static final ServiceSettings SETTINGS = ServiceSettings.DEFAULT;
  private final List<PostRevision> posts = new ArrayList<>();

  @BeforeAll
  void enrich() {
    PostStages stages = new PostStages(true, SETTINGS, (annotator, failure) -> {});
    RevisionMemories memories =
        new RevisionMemories(
            new RevisionTracker(SETTINGS.ingest().timeRules(), SETTINGS.ingest().revisionMemory()),
            1_000_000);
    for (RecordedPost post : SampleHistory.posts()) {
      byte[] json = PostJson.write(post).getBytes(StandardCharsets.UTF_8);
      Admission admission = new Admission(timeOf(post).toEpochMilli(), false);
      if (stages.read(json, admission) instanceof Reading.Accepted<CleanPost> accepted) {
        memories.judge(accepted.value()).map(stages::enrich).ifPresent(posts::add);
      }
    }
  }

  private static Instant timeOf(RecordedPost post) {
    return AsOf.SEEN.timeOf(post).orElseThrow();
  }

  private static RuleTrial.Outcome tried(Rule rule, List<PostRevision> posts) {
    return RuleTrial.run(rule, posts, SampleHistory.END.toEpochMilli(), 5, 1_000, () -> true)
        .orElseThrow();
  }

  @Test
  void shouldGiveTheEventsOfABacktest(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sample.jsonl");
    Files.write(file, SampleHistory.posts().stream().map(PostJson::write).toList());
    HistoryFile.Reading reading =
        new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, SampleHistory.END), null, 0);
    for (Rule rule : RuleFile.read(SampleHistory.rules()).rules()) {
      Recorded recorded = new Recorded();
      Backtest.run(
          new BacktestRequest(List.of(file), reading, List.of(List.of(rule)), true, 2), recorded);
      List<AlertEvent> events = tried(rule, posts).events();
      assertThat(events).isNotEmpty().isEqualTo(recorded.events());
      assertThat(tried(rule.withEnabled(false), posts).events()).isEqualTo(events);
    }
  }

  @Test
  void shouldTellNoMoreThanWasAskedForAndCountAll() {
    Rule rule = RuleFile.read(SampleHistory.rules()).rules().get(0);
    RuleTrial.Outcome outcome = tried(rule, posts);
    assertThat(outcome.matches()).hasSize(5);
    assertThat(outcome.matches())
        .extracting(match -> match.post().seenAt())
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(outcome.matching()).isGreaterThan(5);
    assertThat(outcome.perHour().values().stream().mapToInt(n -> n).sum())
        .isBetween(1, outcome.matching());
    RuleTrial.Outcome one =
        RuleTrial.run(rule, posts, SampleHistory.END.toEpochMilli(), 0, 1, () -> true)
            .orElseThrow();
    assertThat(one.events()).hasSize(1);
    assertThat(one.matches()).isEmpty();
    assertThat(one.eventsInAll()).isEqualTo(outcome.events().size());
  }

  @Test
  void shouldEndWhenItIsNotToGoOn() {
    Rule rule = RuleFile.read(SampleHistory.rules()).rules().get(0);
    int[] asked = {0};
    assertThat(RuleTrial.run(rule, posts, Long.MAX_VALUE, 5, 5, () -> ++asked[0] < 10)).isEmpty();
    assertThat(asked[0]).isEqualTo(10);
  }
}
