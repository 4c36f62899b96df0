package io.tocsin.replay.backtest;

import io.tocsin.alerts.AlertsSettings;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.DetectStage;
import io.tocsin.alerts.core.detect.InMemoryKeyStates;
import io.tocsin.alerts.core.detect.InMemoryPendingMentions;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.MentionMemories;
import io.tocsin.alerts.core.match.MentionTracker;
import io.tocsin.alerts.core.match.PostRevision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The alerts service with one set of rules, as it goes along a history: mentions made and taken
 * back, the counts that travel with the clock, detection. What comes out is in the order in which
 * alert events are claimed to be equal: time, rule, scope, number.
 */
public final class RuleRun {

  private static final long MINUTE_MILLIS = 60_000;
  private static final Comparator<DetectOutput> ORDER =
      Comparator.comparingLong(DetectOutput::at)
          .thenComparing(DetectOutput::ruleId)
          .thenComparing(DetectOutput::scope)
          .thenComparingInt(RuleRun::sequence);

  private final MentionMemories memories;
  private final Map<Counted, Integer> counts = new TreeMap<>();
  private final DetectStage detection;
  private final List<DetectOutput> outputs = new ArrayList<>();
  private long mentions;

  private record Counted(What what, long minute, String name) implements Comparable<Counted> {

    @Override
    public int compareTo(Counted other) {
      int byWhat = what.compareTo(other.what);
      int byMinute = byWhat != 0 ? byWhat : Long.compare(minute, other.minute);
      return byMinute != 0 ? byMinute : name.compareTo(other.name);
    }
  }

  /** Of the rules that are enabled; all others match nothing. */
  public RuleRun(List<Rule> rules, AlertsSettings settings) {
    this.memories = new MentionMemories(settings.postMemory(), settings.rememberedPosts());
    Map<String, Rule> enabled = new HashMap<>();
    rules.stream().filter(Rule::enabled).forEach(rule -> enabled.put(rule.ruleId(), rule));
    this.detection =
        new DetectStage(enabled::get, new InMemoryPendingMentions(), new InMemoryKeyStates());
  }

  /** Counts come before what they led to. */
  private static int sequence(DetectOutput output) {
    return output instanceof AlertEvent event ? event.sequence() : 0;
  }

  /** Takes a revision with what matches in it; revisions come in the order of time. */
  public void take(PostRevision post, List<Hit> hits) {
    if (post.isNewStory()) {
      count(What.STORIES, post.seenAt(), post.source());
    }
    MentionTracker.Outcome outcome =
        MentionTracker.track(post, hits, memories.recall(post.postKey(), post.seenAt()));
    memories.remember(post.postKey(), outcome.memory());
    outcome.events().forEach(this::hold);
  }

  private void hold(MentionEvent mention) {
    mentions++;
    if (mention.sign() > 0 && !mention.scope().isEmpty()) {
      count(What.MENTIONS, mention.time(), RuleScope.of(mention).key());
    }
    detection.hold(mention);
  }

  private void count(What what, long time, String name) {
    long minute = Math.floorDiv(time, MINUTE_MILLIS) * MINUTE_MILLIS;
    counts.merge(new Counted(what, minute, name), 1, Integer::sum);
  }

  /** Lets the clock come to a time up to and including which all posts were taken. */
  public void advance(long time, Consumer<DetectOutput> to) {
    memories.sweep(time);
    if (!counts.isEmpty()) {
      List<MinuteCount> told = new ArrayList<>();
      counts.forEach((c, n) -> told.add(new MinuteCount(c.what(), c.minute(), c.name(), n)));
      counts.clear();
      detection.told(told);
    }
    detection.advance(time, outputs::add);
    outputs.sort(ORDER);
    outputs.forEach(to);
    outputs.clear();
  }

  /** Mentions made and taken back so far. */
  long mentions() {
    return mentions;
  }
}
