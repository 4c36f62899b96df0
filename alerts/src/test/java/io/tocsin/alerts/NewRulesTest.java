package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.detect.WarmStart;
import io.tocsin.alerts.core.detect.WarmStart.Begun;
import io.tocsin.alerts.core.detect.WarmStart.Ended;
import io.tocsin.alerts.core.detect.WarmStart.Found;
import io.tocsin.alerts.wire.WarmStartRecords;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Mention;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a match task does about rules that are new to it, in the whole topology. */
class NewRulesTest {

  private static final String OTHER = "rules: [{id: other, match: nothing}]";
  private static final String LATE =
      "rules: [{id: other, match: nothing}, {id: late, match: evacuate}]";

  @TempDir private Path stateDir;
  private final List<EnrichedPost> before = new CopyOnWriteArrayList<>();
  private final List<HistorySource.Stretch> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean waits;
  private volatile boolean fails;
  private AlertsPipeline pipeline;
  private TestOutputTopic<String, Mention> between;
  private final List<MentionEvent> found = new ArrayList<>();
  private final List<WarmStart> told = new ArrayList<>();

  @BeforeEach
  void start() {
    open(AlertsSettings.DEFAULT);
  }

  private void open(AlertsSettings settings) {
    Topics topics = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());
    pipeline = new AlertsPipeline(stateDir, settings, topics, Runnable::run, this::read);
    between =
        pipeline.driver.createOutputTopic(
            "news-alerts-by-rule-and-scope-repartition",
            new StringDeserializer(),
            topics.mentionSerde().deserializer());
  }

  private long read(
      HistorySource.Stretch stretch,
      HistorySource.Reader to,
      java.util.function.BooleanSupplier goOn) {
    asked.add(stretch);
    if (fails) {
      throw new KafkaException("away");
    }
    before.forEach(to::take);
    if (waits) {
      await().forever().until(() -> released.getCount() == 0 || !goOn.getAsBoolean());
    }
    return Long.MIN_VALUE;
  }

  @AfterEach
  void stop() {
    released.countDown();
    pipeline.close();
  }

  private static EnrichedPosts post(int number) {
    return EnrichedPosts.enrichedPost()
        .of("wire", "" + number)
        .body("All in town " + number + " must evacuate.");
  }

  private void past(EnrichedPosts post, long second) {
    before.add(post.seenAt(AlertsPipeline.START.plusSeconds(second)).build());
    pipeline.post(post, second);
  }

  private void look() {
    for (TestRecord<String, Mention> record : between.readRecordsToList()) {
      for (WarmStart one : WarmStartRecords.read(record.headers())) {
        told.add(one);
        if (one instanceof Found mentions) {
          assertThat(record.key()).isEqualTo("late|");
          found.addAll(mentions.mentions());
        }
      }
    }
  }

  private boolean hasEnded() {
    pipeline.driver.advanceWallClockTime(Duration.ofMillis(100));
    look();
    return told.stream().anyMatch(one -> one instanceof Ended && one.ruleId().equals("late"));
  }

  private static long second(long second) {
    return AlertsPipeline.START.plusSeconds(second).toEpochMilli();
  }

  private static List<String> texts(List<MentionEvent> mentions) {
    return mentions.stream()
        .map(m -> "%+d %s at %d".formatted(m.sign(), m.postKey(), m.time() - second(0)))
        .toList();
  }

  @Test
  void shouldHandOnWhatTheRuleWouldHaveFound() {
    pipeline.apply(OTHER);
    pipeline.clock(0);
    past(post(1), 1);
    past(post(2), 2);
    past(post(2).revision(2).body("Calm."), 3);
    pipeline.apply(LATE);
    pipeline.post(post(4), 5);
    await().until(this::hasEnded);

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).before()).as("up to the post that the rule matched").isEqualTo(4);
    assertThat(texts(found))
        .containsExactly("+1 wire:1 at 1000", "+1 wire:2 at 2000", "-1 wire:2 at 3000");
    assertThat(told.stream().filter(one -> one.ruleId().equals("late")).findFirst())
        .containsInstanceOf(Begun.class);
    assertThat(told.get(told.size() - 1))
        .isEqualTo(new Ended("late", found.get(0).ruleHash(), 0, 1, Long.MIN_VALUE));
    pipeline.clock(6);
    pipeline.clock(7);
    assertThat(pipeline.counter("tocsin.alerts.warm-start.adopted")).as("both rules").isEqualTo(2);
    assertThat(pipeline.counter("tocsin.alerts.warm-start.posts")).isEqualTo(3);
  }

  @Test
  void shouldTakeBackLaterWhatWasMadeBefore() {
    pipeline.apply(OTHER);
    past(post(1), 1);
    pipeline.apply(LATE);
    pipeline.clock(4);
    await().until(this::hasEnded);

    pipeline.post(post(1).revision(2).body("Calm."), 10);
    List<Mention> mentions =
        between.readValuesToList().stream().filter(mention -> mention != null).toList();
    assertThat(mentions).hasSize(1);
    assertThat(mentions.get(0).getSign()).isEqualTo(-1);
    assertThat(mentions.get(0).getMentionedAt().toEpochMilli()).isEqualTo(second(1));
  }

  @Test
  void shouldLeaveToTheStreamWhatWasRevisedMeanwhile() {
    waits = true;
    pipeline.apply(OTHER);
    past(post(1), 1);
    past(post(2), 2);
    past(post(3), 3);
    pipeline.apply(LATE);
    pipeline.clock(4);
    pipeline.post(post(1).revision(2).body("Calm."), 5);
    pipeline.post(post(2).revision(2), 6);
    released.countDown();
    await().until(this::hasEnded);

    assertThat(texts(found))
        .containsExactlyInAnyOrder(
            "+1 wire:1 at 1000",
            "+1 wire:2 at 2000",
            "+1 wire:3 at 3000",
            "-1 wire:1 at 5000",
            "-1 wire:2 at 6000");
  }

  @Test
  void shouldKnowRulesThatWereThereWhenItBegan() {
    pipeline.apply(LATE);
    past(post(1), 1);
    pipeline.clock(2);
    assertThat(asked).isEmpty();
    look();
    assertThat(told).as("for partitions that begin without them").hasSize(4);
    told.clear();

    pipeline.apply(LATE.replace("match: evacuate", "match: evacuate, labels: {a: b}"));
    pipeline.clock(3);
    assertThat(asked).as("the same meaning").isEmpty();

    pipeline.apply(OTHER);
    pipeline.clock(4);
    pipeline.apply(LATE);
    pipeline.clock(5);
    await().until(this::hasEnded);
    assertThat(asked).as("back after it was gone").hasSize(1);
  }

  @Test
  void shouldDoNothingWhereItIsSwitchedOff() {
    pipeline.close();
    WarmStartSettings off = new WarmStartSettings(false, Duration.ofDays(1), 1_000, 100);
    open(new AlertsSettings(Duration.ofDays(7), 1_000, 1_000, off));
    pipeline.apply(OTHER);
    past(post(1), 1);
    pipeline.apply(LATE);
    pipeline.clock(2);
    look();
    assertThat(told).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldTryAgainBesideTheStream() {
    fails = true;
    pipeline.apply(OTHER);
    past(post(1), 1);
    pipeline.apply(LATE);
    pipeline.clock(2);
    await().until(() -> !asked.isEmpty());
    fails = false;
    await().atMost(Duration.ofMinutes(1)).until(this::hasEnded);
    assertThat(texts(found)).containsExactly("+1 wire:1 at 1000");
  }
}
