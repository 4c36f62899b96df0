package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A detect stage with one rule and what it has said: the tests' desk. */
final class Desk {

  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private final InMemoryPendingMentions pending = new InMemoryPendingMentions();
  private final InMemoryKeyStates states = new InMemoryKeyStates();
  private final List<DetectOutput> outputs = new ArrayList<>();
  private final DetectorLimits limits;
  private @Nullable Rule rule;
  private DetectStage stage;

  Desk(Rule rule) {
    this(rule, DetectorLimits.STANDARD);
  }

  Desk(Rule rule, DetectorLimits limits) {
    this.rule = rule;
    this.limits = limits;
    this.stage = new DetectStage(id -> this.rule, pending, states, limits);
  }

  /** A midnight plus days, hours and minutes, in milliseconds since the epoch. */
  static long at(int days, int hours, int minutes) {
    return Rules.START + Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).toMillis();
  }

  void changeRule(@Nullable Rule newRule) {
    rule = newRule;
  }

  void restart() {
    stage = new DetectStage(id -> this.rule, pending, states, limits);
  }

  MentionEvent say(String source, String post, long time) {
    return say(source, post, time, null);
  }

  MentionEvent say(String source, String post, long time, @Nullable Signature signature) {
    Rule said = rule == null ? Rules.rule("evacuation").build() : rule;
    MentionEvent mention = Rules.mention(said, "UA", source, post, time, signature);
    stage.hold(mention);
    return mention;
  }

  void takeBack(MentionEvent mention, long time, String reason) {
    stage.hold(Rules.takenBack(mention, time, reason));
  }

  /** Mentions by sources in turn, evenly over a time. */
  void burst(int posts, int sources, long from, long length) {
    for (int i = 0; i < posts; i++) {
      say("source" + i % sources, "burst-" + from + "-" + i, from + i * length / posts);
    }
  }

  /** A source publishes a story in every so many minutes, whatever it says. */
  void publish(String source, long from, long to, int minutes) {
    List<MinuteCount> stories = new ArrayList<>();
    for (long minute = from; minute < to; minute += minutes * MINUTE) {
      stories.add(new MinuteCount(MinuteCount.What.STORIES, minute, source, 1));
    }
    stage.told(stories);
  }

  /** Another scope of the rule is mentioned in every so many hours. */
  void mentionElsewhere(String scope, long from, long to, int hours) {
    List<MinuteCount> mentions = new ArrayList<>();
    for (long time = from; time < to; time += hours * HOUR) {
      String key = new RuleScope("evacuation", scope).key();
      mentions.add(new MinuteCount(MinuteCount.What.MENTIONS, time, key, 1));
    }
    stage.told(mentions);
  }

  void runTo(long time) {
    stage.advance(time, outputs::add);
  }

  List<DetectOutput> outputs() {
    return outputs;
  }

  List<AlertEvent> events() {
    return outputs.stream()
        .filter(AlertEvent.class::isInstance)
        .map(AlertEvent.class::cast)
        .toList();
  }

  List<AlertEvent.Type> types() {
    return events().stream().map(AlertEvent::type).toList();
  }

  List<KeywordCount> counts() {
    return outputs.stream()
        .filter(KeywordCount.class::isInstance)
        .map(KeywordCount.class::cast)
        .toList();
  }

  AlertEvent last() {
    return events().get(events().size() - 1);
  }

  int tickingKeys() {
    return stage.tickingKeys();
  }

  /** Bytes of the states of all keys. */
  int stateBytes() {
    int[] bytes = new int[1];
    states.forEach((key, value) -> bytes[0] += key.startsWith("~") ? 0 : value.length);
    return bytes[0];
  }

  byte @Nullable [] state() {
    return states.get("evacuation|UA");
  }

  InMemoryKeyStates states() {
    return states;
  }
}
