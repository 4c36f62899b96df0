package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that is new gets the baseline that it would have had. */
class WarmStartTest {

  /** The rule comes at noon of the tenth day. */
  private static final long CAME = at(10, 12, 0);

  private static final int PARTITIONS = 3;
  private static final Rule RULE = Rules.rule("evacuation").build();

  /** A detect partition, and what it has said. */
  private static final class Stage {
    private final InMemoryPendingMentions pending = new InMemoryPendingMentions();
    private final InMemoryKeyStates states = new InMemoryKeyStates();
    private final List<DetectOutput> outputs = new ArrayList<>();
    private final Map<String, Rule> rules = new TreeMap<>();
    private DetectStage stage = new DetectStage(rules::get, pending, states);

    static Stage with(Rule rule) {
      Stage stage = new Stage();
      stage.rules.put(rule.ruleId(), rule);
      return stage;
    }

    void restart() {
      stage = new DetectStage(rules::get, pending, states);
    }

    void run(List<MentionEvent> mentions, long from, long to, long step) {
      for (long time = from; time <= to; time += step) {
        long before = time - step;
        long now = time;
        mentions.stream().filter(m -> m.time() > before && m.time() <= now).forEach(stage::hold);
        stage.advance(now, outputs::add);
      }
    }

    List<AlertEvent> events() {
      return outputs.stream()
          .filter(AlertEvent.class::isInstance)
          .map(AlertEvent.class::cast)
          .toList();
    }

    byte[] state(String key) {
      return requireNonNull(states.get(key));
    }
  }

  /** States that know how often they were looked through. */
  private static final class CountingStates implements KeyStates {
    private final Map<String, byte[]> keys = new TreeMap<>();
    private int scans;

    @Override
    public byte @Nullable [] get(String key) {
      return keys.get(key);
    }

    @Override
    public void put(String key, byte[] bytes) {
      keys.put(key, bytes);
    }

    @Override
    public void delete(String key) {
      keys.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> action) {
      scans++;
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> action) {
      scans++;
    }
  }

  /** Mentions at an uneven rate, some of which are taken back. */
  private static List<MentionEvent> mentions(Rule rule, long seed, long from, long to, long every) {
    Random random = new Random(seed);
    List<MentionEvent> mentions = new ArrayList<>();
    int number = 0;
    for (long time = from; time < to; time += 1 + random.nextLong(2 * every)) {
      String source = "source" + random.nextInt(7);
      MentionEvent mention = Rules.mention(rule, "", source, "post" + seed + "-" + number++, time);
      mentions.add(mention);
      if (random.nextInt(10) == 0) {
        long later = time + 1 + random.nextLong(3 * HOUR);
        if (later < to) {
          mentions.add(Rules.takenBack(mention, later, "edited"));
        }
      }
    }
    mentions.sort(PendingMentions.ORDER);
    return mentions;
  }

  private static List<MentionEvent> spike(Rule rule, long from) {
    List<MentionEvent> mentions = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      mentions.add(Rules.mention(rule, "", "source" + i, "spike" + i, from + i * MINUTE));
    }
    return mentions;
  }

  private static void begin(Stage stage, Rule rule) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      stage.stage.told(new WarmStart.Begun(rule.ruleId(), rule.hash(), partition, PARTITIONS));
    }
  }

  /** What the partitions have found comes in pieces, out of order, and some of it twice. */
  private static void tell(Stage stage, Rule rule, List<MentionEvent> history, long from) {
    List<MentionEvent> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(3));
    for (int i = 0; i < shuffled.size(); i += 10) {
      List<MentionEvent> piece = shuffled.subList(i, Math.min(shuffled.size(), i + 10));
      WarmStart found = new WarmStart.Found(rule.ruleId(), rule.hash(), i % PARTITIONS, piece);
      stage.stage.told(found);
      if (i % 30 == 0) {
        stage.stage.told(found);
      }
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      stage.stage.told(
          new WarmStart.Ended(rule.ruleId(), rule.hash(), partition, PARTITIONS, from));
    }
  }

  private static List<MentionEvent> all(List<MentionEvent> one, List<MentionEvent> other) {
    List<MentionEvent> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  @Nested
  class Baseline {

    @ParameterizedTest
    @EnumSource(Rule.CountBy.class)
    void shouldBeTheOneOfARuleThatWasThereAllAlong(Rule.CountBy countBy) {
      Rule rule = Rules.rule("evacuation").countBy(countBy).build();
      List<MentionEvent> history = mentions(rule, 1, at(0, 0, 0), CAME, 3 * HOUR);
      List<MentionEvent> live = mentions(rule, 2, CAME, at(11, 12, 0), 3 * HOUR);
      Stage whole = Stage.with(rule);
      whole.run(all(history, live), at(0, 0, 0), at(11, 12, 0), 7 * MINUTE);

      Stage warm = Stage.with(rule);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, rule);
      warm.run(live, CAME, at(10, 16, 0), 7 * MINUTE);
      tell(warm, rule, history, Long.MIN_VALUE);
      warm.restart();
      warm.run(live, at(10, 16, 0), at(11, 12, 0), 7 * MINUTE);
      whole.stage.advance(at(11, 13, 0), whole.outputs::add);
      warm.stage.advance(at(11, 13, 0), warm.outputs::add);

      assertThat(warm.stage.takeAdopted()).isEqualTo(1);
      assertThat(whole.events()).as("a quiet history").isEmpty();
      assertThat(warm.state("evacuation|")).isEqualTo(whole.state("evacuation|"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 30, 90})
    void shouldTakeWhatTheClockHasNotPassedInItsTime(long minutesBehind) {
      List<MentionEvent> history = mentions(RULE, 1, at(0, 0, 0), CAME, 3 * HOUR);
      List<MentionEvent> live = mentions(RULE, 2, CAME, at(10, 20, 0), 3 * HOUR);
      Stage whole = Stage.with(RULE);
      whole.run(all(history, live), at(0, 0, 0), at(10, 20, 0), 7 * MINUTE);

      Stage warm = Stage.with(RULE);
      begin(warm, RULE);
      warm.stage.advance(CAME - minutesBehind * MINUTE, warm.outputs::add);
      tell(warm, RULE, history, Long.MIN_VALUE);
      live.forEach(warm.stage::hold);
      warm.stage.advance(CAME - minutesBehind * MINUTE + 1, warm.outputs::add);
      warm.stage.advance(at(10, 20, 0), warm.outputs::add);

      whole.stage.advance(at(10, 21, 0), whole.outputs::add);
      warm.stage.advance(at(10, 21, 0), warm.outputs::add);
      assertThat(whole.events()).as("a quiet history").isEmpty();
      assertThat(warm.state("evacuation|")).isEqualTo(whole.state("evacuation|"));
    }

    @Test
    void shouldBeginWhereTheHistoryIsWhole() {
      List<MentionEvent> history = mentions(RULE, 1, at(0, 0, 0), CAME, HOUR);
      List<MentionEvent> kept =
          history.stream().filter(m -> m.mentionedAt() >= at(5, 0, 0)).toList();
      Stage whole = Stage.with(RULE);
      whole.run(kept, at(0, 0, 0), CAME, HOUR);
      Stage warm = Stage.with(RULE);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, RULE);
      tell(warm, RULE, history, at(5, 0, 0));
      warm.stage.advance(CAME, warm.outputs::add);
      warm.stage.advance(CAME + HOUR, warm.outputs::add);
      whole.stage.advance(CAME + HOUR, whole.outputs::add);

      assertThat(warm.state("evacuation|")).isEqualTo(whole.state("evacuation|"));
    }

    @Test
    void shouldKnowHowManyScopesShareTheBudget() {
      Rule rule = Rules.rule("evacuation").byCountry().build();
      List<MentionEvent> history = new ArrayList<>();
      List<MentionEvent> live = new ArrayList<>();
      Stage whole = Stage.with(rule);
      Stage warm = Stage.with(rule);
      for (int country = 0; country < 26; country++) {
        String scope = "X" + (char) ('A' + country);
        for (long time = at(0, 0, country); time < at(11, 0, 0); time += 2 * HOUR) {
          String post = scope + time;
          (time < CAME ? history : live)
              .add(Rules.mention(rule, scope, "wire" + country, post, time));
        }
      }
      count(whole, history);
      count(whole, live);
      count(warm, live);
      whole.run(all(history, live), at(0, 0, 0), at(11, 0, 0), HOUR);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, rule);
      history.stream()
          .collect(java.util.stream.Collectors.groupingBy(MentionEvent::scope))
          .forEach((scope, mentions) -> warm.stage.told(busy(rule, scope, mentions)));
      tell(warm, rule, history, Long.MIN_VALUE);
      warm.run(live, CAME, at(11, 0, 0), HOUR);

      whole.stage.advance(at(11, 1, 0), whole.outputs::add);
      warm.stage.advance(at(11, 1, 0), warm.outputs::add);
      warm.states.forEach(
          "~scopes/", (key, bytes) -> assertThat(bytes.length).isEqualTo(whole.state(key).length));
      for (int i = 0; i < 12; i++) {
        MentionEvent loud = Rules.mention(rule, "XA", "loud" + i, "loud" + i, at(11, 2, i));
        whole.stage.hold(loud);
        warm.stage.hold(loud);
      }
      whole.stage.advance(at(11, 3, 0), whole.outputs::add);
      warm.stage.advance(at(11, 3, 0), warm.outputs::add);
      assertThat(thresholds(warm)).isNotEmpty().isEqualTo(thresholds(whole));
    }

    private List<Double> thresholds(Stage stage) {
      return stage.events().stream()
          .filter(event -> event.type() == AlertEvent.Type.OPENED)
          .map(event -> event.alert().decision().threshold())
          .map(Double::valueOf)
          .toList();
    }

    private void count(Stage stage, List<MentionEvent> mentions) {
      stage.stage.told(
          mentions.stream()
              .map(
                  m ->
                      new MinuteCount(
                          MinuteCount.What.MENTIONS,
                          SpikeDetector.minuteOf(m.time()),
                          RuleScope.of(m).key(),
                          1))
              .toList());
    }

    private WarmStart busy(Rule rule, String scope, List<MentionEvent> mentions) {
      List<Long> buckets =
          mentions.stream()
              .map(m -> Math.floorDiv(m.time(), Forecast.BUCKET_MILLIS) * Forecast.BUCKET_MILLIS)
              .distinct()
              .toList();
      return new WarmStart.Busy(rule.ruleId(), rule.hash(), 0, scope, buckets);
    }
  }

  @Nested
  class Alerts {

    private final List<MentionEvent> busy =
        mentions(RULE, 1, at(0, 0, 0), at(11, 0, 0), 10 * MINUTE);
    private final List<MentionEvent> history = busy.stream().filter(m -> m.time() < CAME).toList();
    private final List<MentionEvent> live = busy.stream().filter(m -> m.time() >= CAME).toList();

    private Stage warm(List<MentionEvent> past) {
      Stage warm = Stage.with(RULE);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, RULE);
      tell(warm, RULE, past, Long.MIN_VALUE);
      return warm;
    }

    @Test
    void shouldNotRingForTheUsual() {
      Stage warm = warm(history);
      warm.run(live, CAME, at(11, 0, 0), MINUTE);
      assertThat(warm.events()).isEmpty();

      Stage cold = Stage.with(RULE);
      cold.run(live, CAME, at(11, 0, 0), MINUTE);
      assertThat(cold.events()).as("without a baseline it does").isNotEmpty();
    }

    @Test
    void shouldRingForASpikeAsIfTheRuleHadBeenThere() {
      List<MentionEvent> later = all(live, spike(RULE, at(10, 20, 0)));
      Stage warm = warm(history);
      warm.run(later, CAME, at(10, 21, 0), MINUTE);
      Stage whole = Stage.with(RULE);
      whole.run(all(history, later), at(0, 0, 0), at(10, 21, 0), MINUTE);

      assertThat(warm.events())
          .isNotEmpty()
          .isEqualTo(whole.events().stream().filter(event -> event.at() >= CAME).toList());
    }

    @Test
    void shouldSayNothingOfThePast() {
      Stage warm = warm(all(history, spike(RULE, at(8, 0, 0))));
      warm.run(live, CAME, at(11, 0, 0), MINUTE);
      assertThat(warm.events()).isEmpty();
    }

    @Test
    void shouldRingAtTheNextMentionForWhatGoesOn() {
      List<MentionEvent> goingOn = all(history, spike(RULE, CAME - 26 * MINUTE));
      Stage warm = warm(goingOn);
      warm.stage.advance(CAME + 1, warm.outputs::add);
      assertThat(warm.events()).as("history alone").isEmpty();

      MentionEvent next = Rules.mention(RULE, "", "next", "next", CAME + 2);
      warm.stage.hold(next);
      warm.stage.advance(CAME + 3, warm.outputs::add);
      assertThat(warm.events())
          .extracting(AlertEvent::type)
          .containsExactly(AlertEvent.Type.OPENED);
      assertThat(warm.events().get(0).at()).isEqualTo(next.time());
    }

    @Test
    void shouldWaitForTheBaselineBeforeAnythingIsASpike() {
      Stage warm = Stage.with(RULE);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, RULE);
      warm.run(live, CAME, at(10, 16, 0), MINUTE);
      assertThat(warm.events()).isEmpty();
      tell(warm, RULE, history, Long.MIN_VALUE);
      warm.run(live, at(10, 16, 0), at(11, 0, 0), MINUTE);
      assertThat(warm.events()).isEmpty();
    }
  }

  @Nested
  class RulesThatAreNotNew {

    @Test
    void shouldRingWhileSomebodyTakesThemForNew() {
      Stage stage = Stage.with(RULE);
      stage.run(mentions(RULE, 1, at(0, 0, 0), CAME, 3 * HOUR), at(0, 0, 0), CAME - 1, HOUR);
      begin(stage, RULE);
      stage.run(spike(RULE, CAME), CAME, CAME + HOUR, MINUTE);
      assertThat(stage.events()).isNotEmpty();
    }

    @Test
    void shouldNotWaitWhenAllPartitionsBeginWithThem() {
      Stage stage = Stage.with(RULE);
      begin(stage, RULE);
      tell(stage, RULE, List.of(), Long.MIN_VALUE);
      stage.run(spike(RULE, CAME), CAME, CAME + HOUR, HOUR);
      assertThat(stage.events()).isNotEmpty();
      assertThat(stage.stage.takeAdopted()).isEqualTo(1);
      assertThat(stage.stage.takeUnadopted()).isZero();
    }
  }

  @Nested
  class WhatGoesWrong {

    private final List<MentionEvent> history = mentions(RULE, 1, at(0, 0, 0), CAME, HOUR);

    private Stage begun() {
      Stage stage = Stage.with(RULE);
      stage.stage.advance(CAME - 1, stage.outputs::add);
      begin(stage, RULE);
      return stage;
    }

    private void expectForgotten(Stage stage) {
      List<String> left = new ArrayList<>();
      stage.states.forEach("~warm", (key, bytes) -> left.add(key));
      assertThat(left).isEmpty();
      assertThat(stage.stage.takeAdopted()).isZero();
      assertThat(stage.stage.takeUnadopted()).isEqualTo(1);
    }

    @Test
    void shouldBeOfTheMeaningThatIsInEffect() {
      Stage stage = begun();
      Rule changed = Rules.rule("evacuation").hash("hash-2").build();
      stage.rules.put("evacuation", changed);
      tell(stage, RULE, history, Long.MIN_VALUE);
      stage.stage.advance(CAME, stage.outputs::add);
      assertThat(stage.states.get("evacuation|")).isNull();

      begin(stage, changed);
      stage.stage.advance(CAME + 1, stage.outputs::add);
      assertThat(stage.stage.takeUnadopted()).isEqualTo(1);
      tell(stage, RULE, history, Long.MIN_VALUE);
      tell(stage, changed, mentions(changed, 5, at(9, 0, 0), CAME, HOUR), Long.MIN_VALUE);
      stage.stage.advance(CAME + 2, stage.outputs::add);
      assertThat(stage.stage.takeAdopted()).isEqualTo(1);
    }

    @Test
    void shouldCloseTheAlertOfTheMeaningBefore() {
      Stage stage = Stage.with(RULE);
      stage.run(spike(RULE, CAME - HOUR), CAME - 2 * HOUR, CAME - 20 * MINUTE, MINUTE);
      assertThat(stage.events()).extracting(AlertEvent::type).contains(AlertEvent.Type.OPENED);
      Rule changed = Rules.rule("evacuation").hash("hash-2").build();
      stage.rules.put("evacuation", changed);
      begin(stage, changed);
      tell(stage, changed, mentions(changed, 5, at(0, 0, 0), CAME - HOUR, HOUR), Long.MIN_VALUE);
      stage.stage.advance(CAME, stage.outputs::add);

      AlertEvent last = stage.events().get(stage.events().size() - 1);
      assertThat(last.type()).isEqualTo(AlertEvent.Type.RESOLVED);
      assertThat(last.reason()).isEqualTo("the rule was changed");
    }

    @Test
    void shouldGoOnWithoutWhenAPartitionCannotTell() {
      Stage stage = begun();
      tell(stage, RULE, history, Long.MAX_VALUE);
      stage.stage.advance(CAME, stage.outputs::add);
      expectForgotten(stage);
    }

    @Test
    void shouldNotWaitForEver() {
      Stage stage = begun();
      stage.stage.advance(CAME + Baselines.MOST_WAIT_MILLIS, stage.outputs::add);
      stage.restart();
      stage.stage.advance(CAME + Baselines.MOST_WAIT_MILLIS + MINUTE, stage.outputs::add);
      stage.stage.advance(CAME + Baselines.MOST_WAIT_MILLIS + 2 * MINUTE, stage.outputs::add);
      expectForgotten(stage);
      stage.run(spike(RULE, CAME + DAY), CAME + DAY, CAME + DAY + HOUR, MINUTE);
      assertThat(stage.events()).isNotEmpty();
    }

    @Test
    void shouldBeBounded() {
      InMemoryKeyStates states = new InMemoryKeyStates();
      Baselines baselines = new Baselines(states, 25);
      baselines.take(new WarmStart.Begun("evacuation", RULE.hash(), 0, 1), CAME);
      for (int i = 0; i < 10; i++) {
        baselines.take(
            new WarmStart.Found("evacuation", RULE.hash(), 0, history.subList(0, 10)), CAME);
      }
      int[] kept = new int[1];
      states.forEach("~warm-log/", (key, bytes) -> kept[0]++);
      assertThat(kept[0]).isEqualTo(2);
      baselines.expire(CAME);
      assertThat(baselines.isAwaited("evacuation")).isFalse();
      assertThat(baselines.takeRefused()).isEqualTo(1);
    }

    /**
     * A store steps over all that was deleted: ten thousand rules must not each look through it.
     */
    @Test
    void shouldNotScanTheStoreForEachRule() {
      CountingStates states = new CountingStates();
      Baselines baselines = new Baselines(states, 1_000);
      for (int i = 0; i < 100; i++) {
        baselines.take(new WarmStart.Begun("rule-" + i, "hash", 0, 1), CAME);
        baselines.take(
            new WarmStart.Found("rule-" + i, "hash", 0, history.subList(0, i % 2)), CAME);
        baselines.take(new WarmStart.Ended("rule-" + i, "hash", 0, 1, Long.MAX_VALUE), CAME);
      }
      baselines.expire(CAME);
      assertThat(baselines.takeRefused()).isEqualTo(100);
      assertThat(states.scans).isZero();
      assertThat(states.keys).isEmpty();
    }

    @Test
    void shouldPassOverWhatNobodyAskedFor() {
      Stage stage = Stage.with(RULE);
      stage.stage.advance(CAME - 1, stage.outputs::add);
      tell(stage, RULE, history, Long.MIN_VALUE);
      stage.stage.advance(CAME, stage.outputs::add);
      List<String> left = new ArrayList<>();
      stage.states.forEach("~warm", (key, bytes) -> left.add(key));
      assertThat(left).isEmpty();
      assertThat(stage.states.get("evacuation|")).isNull();
    }

    @Test
    void shouldKnowWhatARatioRuleComparesWith() {
      Rule ratio = Rules.rule("evacuation").ratio(50, Duration.ofHours(2)).build();
      List<MentionEvent> past = mentions(ratio, 4, at(9, 0, 0), CAME, HOUR);
      Stage warm = Stage.with(ratio);
      warm.stage.advance(CAME - 1, warm.outputs::add);
      begin(warm, ratio);
      tell(warm, ratio, past, Long.MIN_VALUE);
      warm.stage.advance(CAME + HOUR, warm.outputs::add);
      Stage whole = Stage.with(ratio);
      whole.run(past, at(9, 0, 0), CAME + HOUR, MINUTE);
      MentionEvent next = Rules.mention(ratio, "", "next", "next", CAME + HOUR + 1);
      whole.run(List.of(next), CAME + 2 * HOUR, CAME + 2 * HOUR, HOUR);
      warm.run(List.of(next), CAME + 2 * HOUR, CAME + 2 * HOUR, HOUR);
      assertThat(warm.state("evacuation|")).isEqualTo(whole.state("evacuation|"));
    }
  }
}
