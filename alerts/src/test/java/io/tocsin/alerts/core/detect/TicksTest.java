package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A key is ticked only when that may change something; nobody can tell. */
class TicksTest {

  private static final long END = at(4, 0, 0);

  private static List<MinuteCount> counts(List<MentionEvent> coverage) {
    List<MinuteCount> counts = new ArrayList<>(PartitionsTest.STORIES);
    for (MentionEvent mention : coverage) {
      String key = RuleScope.of(mention).key();
      counts.add(new MinuteCount(MinuteCount.What.MENTIONS, mention.time(), key, 1));
      for (int scope = 0; scope < 40; scope++) {
        String other = new RuleScope(mention.ruleId(), "C" + scope).key();
        counts.add(new MinuteCount(MinuteCount.What.MENTIONS, mention.time(), other, 1));
      }
    }
    return counts;
  }

  /** Every key, every minute, by hand. */
  private static List<DetectOutput> everyMinute(List<MentionEvent> coverage) {
    Background background = new Background();
    background.add(counts(coverage));
    Map<RuleScope, SpikeDetector> detectors = new TreeMap<>();
    List<DetectOutput> outputs = new ArrayList<>();
    int next = 0;
    for (long minute = at(0, 0, 0); minute <= END; minute += MINUTE) {
      for (; next < coverage.size() && coverage.get(next).time() <= minute; next++) {
        MentionEvent mention = coverage.get(next);
        background.passTo(mention.time());
        detectors
            .computeIfAbsent(
                RuleScope.of(mention),
                key -> SpikeDetector.fresh(key, DetectorLimits.STANDARD, background))
            .onMention(PartitionsTest.rule(mention.ruleId()), mention, outputs::add);
      }
      background.passTo(minute);
      for (Map.Entry<RuleScope, SpikeDetector> key : detectors.entrySet()) {
        key.getValue().onTick(PartitionsTest.rule(key.getKey().ruleId()), minute, outputs::add);
      }
    }
    return outputs;
  }

  private static List<DetectOutput> byStage(List<MentionEvent> coverage, int loaded, int hours) {
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(
            PartitionsTest::rule,
            new InMemoryPendingMentions(),
            new InMemoryKeyStates(),
            DetectorLimits.STANDARD,
            loaded);
    coverage.forEach(stage::hold);
    stage.told(counts(coverage));
    for (long time = at(0, 0, 0); time < END; time += hours * Desk.HOUR) {
      stage.advance(time, outputs::add);
    }
    stage.advance(END, outputs::add);
    return outputs;
  }

  @Property(tries = 12)
  void shouldSayWhatTickingEveryKeyEveryMinuteWouldSay(
      @ForAll @IntRange(min = 0, max = 1_000) int story,
      @ForAll @IntRange(min = 1, max = 48) int hours) {
    List<MentionEvent> coverage = PartitionsTest.coverage(story);
    List<DetectOutput> expected = everyMinute(coverage);

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(byStage(coverage, 2_000_000, hours)).isEqualTo(expected);
  }

  @Property(tries = 6)
  void shouldSayTheSameWhenHardlyAnyKeyFitsIntoMemory(
      @ForAll @IntRange(min = 0, max = 1_000) int story) {
    List<MentionEvent> coverage = PartitionsTest.coverage(story);

    assertThat(byStage(coverage, 1, 3)).isEqualTo(everyMinute(coverage));
  }
}
