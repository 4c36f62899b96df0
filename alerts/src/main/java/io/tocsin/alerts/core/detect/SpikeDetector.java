package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one key, a rule in a scope: counts its voices, decides when they spike, and leads the
 * alerts' lives. What it gives is a function of the mentions and ticks that it is given, in their
 * order, and of the background at their times; times must not decrease. {@link DetectStage} sees to
 * that.
 *
 * <p>It rings at the mention that makes a window reach its threshold, and at no tick; it ends at
 * ticks; it retracts at the -1 that leaves too little. There is never more than one open alert.
 */
final class SpikeDetector {

  /** All windows must be calm for so long before an alert is over: 30 minutes, in milliseconds. */
  static final long HOLD_MILLIS = 1_800_000;

  /** Growth is told at most once in this time: 5 minutes, in milliseconds. */
  static final long UPDATE_MILLIS = 300_000;

  /** After so long a key knows enough by itself: a day, in milliseconds. */
  private static final long LEARNT_MILLIS = 86_400_000;

  private static final long MINUTE = DetectStage.TICK_MILLIS;
  private static final long ALWAYS = Long.MIN_VALUE;

  private final RuleScope key;
  private final Background background;
  private final KeyState state;
  private final AlertJournal journal;
  private @Nullable Rule checked;
  private String refusal = "";
  private boolean touched = true;
  private long nextExit = ALWAYS;
  private @Nullable Glance glance;
  private boolean thresholdsMatter = true;
  private boolean changed;

  private SpikeDetector(
      RuleScope key, DetectorLimits limits, Background background, KeyState state) {
    this.key = key;
    this.background = background;
    this.state = state;
    this.journal = new AlertJournal(key, limits, state);
  }

  /** A detector that knows nothing yet. */
  static SpikeDetector fresh(RuleScope key, DetectorLimits limits, Background background) {
    return new SpikeDetector(key, limits, background, new KeyState(limits));
  }

  /**
   * A detector as it was written by {@link #toBytes}.
   *
   * @throws IllegalArgumentException when the bytes are of another format or cut short
   */
  static SpikeDetector fromBytes(
      RuleScope key, DetectorLimits limits, Background background, byte[] bytes) {
    return new SpikeDetector(key, limits, background, KeyState.fromBytes(bytes, limits));
  }

  /** All that it knows. */
  byte[] toBytes() {
    return state.toBytes();
  }

  /** Whether it has to be ticked each minute; if not, ticks change nothing and say nothing. */
  boolean needsTicks() {
    return state.needsTicks();
  }

  /**
   * From which time on a tick may do something, for a key that needs ticks. Earlier ones change
   * nothing and say nothing, however many of them are left out, unless the rule changes.
   */
  long nextTick() {
    return touched || state.openAlert().isPresent()
        ? ALWAYS
        : Math.min(nextExit, state.nextMove(thresholdsMatter));
  }

  /** How many mentions it remembers one by one. */
  int liveMentions() {
    return state.live().size();
  }

  /**
   * Lets time pass for a key that is not ticked, if that might leave less to remember.
   *
   * @return whether it has; then what is left may be {@link #isForgotten nothing}
   */
  boolean shrink(long time) {
    if (!state.couldShrinkBy(time)) {
      return false;
    }
    letTimePass(time);
    return true;
  }

  /** Whether it knows no more than a fresh one. */
  boolean isForgotten() {
    return state.isForgotten();
  }

  /** How much would be lost with it: what it has learnt of the rate; everything, with an alert. */
  double worth() {
    return state.alerts().isEmpty() ? state.forecast().shape() : Double.POSITIVE_INFINITY;
  }

  /** Whether it must be written again; asking clears the mark. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /**
   * Takes a mention, made or taken back.
   *
   * @param rule the rule as it stands now; null when there is none
   */
  void onMention(@Nullable Rule rule, MentionEvent mention, Consumer<DetectOutput> out) {
    changed = true;
    letTimePass(mention.time());
    Map<AlertRecord, Integer> redacted = mention.erases() ? erase(mention) : Map.of();
    react(rule, mention, out);
    redacted.forEach(
        (alert, sequence) -> {
          if (alert.alert().sequence() == sequence) {
            journal.redact(alert, mention, out);
          }
        });
  }

  /** Forgets all that a post said; the alerts that showed some of it, each with its sequence. */
  private Map<AlertRecord, Integer> erase(MentionEvent mention) {
    state.shelf().removeAll(mention.postKey());
    Map<AlertRecord, Integer> redacted = new LinkedHashMap<>();
    for (AlertRecord alert : state.alerts()) {
      if (alert.redact(mention.postKey())) {
        redacted.put(alert, alert.alert().sequence());
      }
    }
    return redacted;
  }

  private void react(@Nullable Rule rule, MentionEvent mention, Consumer<DetectOutput> out) {
    if (rule == null || !isUsable(rule)) {
      stop(mention.time(), out);
      return;
    }
    if (!state.isOf(rule)) {
      begin(rule, mention.time(), out);
    }
    take(rule, mention.time(), out);
    if (mention.sign() < 0) {
      takeBack(rule, mention, out);
    } else if (mention.ruleHash().equals(rule.hash())) {
      count(rule, mention, out);
    }
  }

  /**
   * Takes the tick of a minute.
   *
   * @param rule the rule as it stands now; null when there is none
   * @param minute milliseconds since the epoch
   */
  void onTick(@Nullable Rule rule, long minute, Consumer<DetectOutput> out) {
    letTimePass(minute);
    if (state.isBlank()) {
      return;
    }
    if (rule == null || !isUsable(rule)) {
      stop(minute, out);
    } else if (!state.isOf(rule)) {
      refusal = "the rule was changed";
      stop(minute, out);
    } else {
      take(rule, minute, out);
      watch(rule, minute, out);
    }
  }

  /**
   * Takes over a baseline that was counted elsewhere up to a time. It says nothing of it: what it
   * makes of the counts comes with the next mention or tick.
   *
   * @param rule the rule of both
   */
  void adopt(Rule rule, KeyState baseline, long now, Consumer<DetectOutput> out) {
    changed = true;
    if (!isUsable(rule) || !baseline.isOf(rule)) {
      return;
    }
    if (!state.isOf(rule)) {
      begin(rule, now, out);
    }
    take(rule, now, out);
    state.takeBaseline(baseline);
    touched = true;
    nextExit = ALWAYS;
    thresholdsMatter = true;
  }

  private void letTimePass(long time) {
    touched |= state.catchUp(time);
  }

  @SuppressWarnings("ReferenceEquality") // a rule that was checked need not be checked again
  private boolean isUsable(Rule rule) {
    if (rule != checked) {
      checked = rule;
      List<String> problems = RuleLimits.problems(rule);
      refusal = problems.isEmpty() ? "" : "the rule cannot be used: " + problems.get(0);
      refusal = rule.enabled() ? refusal : "the rule was switched off";
    }
    return refusal.isEmpty();
  }

  /** Ends what is open, because the rule is not there any more, and counts no longer. */
  private void stop(long now, Consumer<DetectOutput> out) {
    String reason = refusal.isEmpty() ? "the rule was removed" : refusal;
    checked = null;
    refusal = "";
    if (!state.isBlank()) {
      state.openAlert().ifPresent(open -> journal.close(open, now, reason, out));
      state.clear();
      changed = true;
    }
  }

  private void begin(Rule rule, long now, Consumer<DetectOutput> out) {
    state.openAlert().ifPresent(open -> journal.close(open, now, "the rule was changed", out));
    state.adopt(rule, now);
  }

  /** A rule that goes on trial, or comes from it, begins a new stream of alerts and counts on. */
  private void take(Rule rule, long now, Consumer<DetectOutput> out) {
    state.bind(rule);
    Optional<AlertRecord> open =
        state.openAlert().filter(record -> record.alert().isShadow() != rule.shadow());
    if (open.isPresent()) {
      String reason = rule.shadow() ? "the rule went on trial" : "the rule's trial is over";
      journal.close(open.get(), now, reason, out);
      changed = true;
      touched = true;
    }
  }

  private void count(Rule rule, MentionEvent mention, Consumer<DetectOutput> out) {
    long at = mention.mentionedAt();
    if (at <= state.cursor() || at > mention.time()) {
      return;
    }
    long post = Voices.hashOf(mention.postKey());
    @Nullable StorySignature story = StorySignature.of(mention.signature());
    var counted = new Voices.Mention(at, post, mention.source(), compared(rule, story));
    if (!state.live().add(counted)) {
      return;
    }
    touched = true;
    state.shelf().add(mention, story);
    if (state.live().counts(post, at)) {
      state.openAlert().ifPresent(open -> open.standOn(List.of(counted)));
    }
    decide(rule, mention.time(), out);
  }

  /** Only where voices count it matters who copies whom. */
  private static @Nullable StorySignature compared(Rule rule, @Nullable StorySignature story) {
    return rule.countBy() == Rule.CountBy.VOICE ? story : null;
  }

  private void decide(Rule rule, long now, Consumer<DetectOutput> out) {
    if (state.openAlert().isEmpty() && !anyLoud(rule, now)) {
      return;
    }
    List<Reading> readings = read(rule, now);
    noteLoudness(rule, readings, now);
    Optional<Reading> ringing = decisive(rule, readings);
    Optional<AlertRecord> open = state.openAlert();
    if (open.isPresent()) {
      if (!isCalm(readings)) {
        open.get().calmSince(AlertRecord.NEVER);
      }
      ringing.ifPresent(reading -> journal.follow(rule, open.get(), reading, now, out));
    } else if (!awaitsBaseline()) {
      ringing.ifPresent(reading -> journal.ring(rule, reading, now, out));
    }
  }

  /** A key that has learnt by itself does not wait for what others find. */
  private boolean awaitsBaseline() {
    return background.isBaselineAwaited(key.ruleId()) && !state.forecast().hasLearnt(LEARNT_MILLIS);
  }

  /**
   * Whether any window holds enough to look closer: the quick answer, mostly no. Where sources
   * count it looks at posts, which are no fewer.
   */
  private boolean anyLoud(Rule rule, long now) {
    for (int i = state.terms().size() - 1; i >= 0; i--) {
      int voices = state.live().voicesAfter(i, now - state.terms().window(i));
      if (voices < rule.minimum().voices()) {
        return false;
      }
      if (rule.ratio() != null
          || voices >= state.forecast().threshold(i, usualConditions(rule)).count()) {
        return true;
      }
    }
    return false;
  }

  private void noteLoudness(Rule rule, List<Reading> readings, long now) {
    for (Reading reading : readings) {
      if (reading.isLoud() && reading.observed() >= rule.minimum().voices()) {
        state.markLoud(now - reading.windowMillis(), now);
      }
    }
  }

  /** The window that rings most surely; of equals the shortest. */
  private static Optional<Reading> decisive(Rule rule, List<Reading> readings) {
    return readings.stream()
        .filter(reading -> reading.rings(rule.minimum()))
        .min(Comparator.comparingDouble(Reading::surprise));
  }

  private static boolean isCalm(List<Reading> readings) {
    return readings.stream().allMatch(Reading::isCalm);
  }

  private void takeBack(Rule rule, MentionEvent mention, Consumer<DetectOutput> out) {
    long post = Voices.hashOf(mention.postKey());
    touched |= state.live().remove(post, mention.mentionedAt());
    state.shelf().remove(mention.postKey(), mention.mentionedAt());
    for (AlertRecord alert : state.alerts()) {
      if (alert.ground().remove(post, mention.mentionedAt())) {
        reconsider(rule, alert, mention, out);
      }
    }
  }

  /** An alert that has lost a post: it stands on what is left, or on another window, or falls. */
  private void reconsider(
      Rule rule, AlertRecord alert, MentionEvent mention, Consumer<DetectOutput> out) {
    Voices.Tally left = alert.ground().tallyAfter(ALWAYS);
    boolean stands =
        alert.isOverfull()
            || (Reading.count(rule.countBy(), left) >= RuleLimits.floor(rule)
                && left.sourceCount() >= rule.minimum().sources());
    if (stands || alert.alert().status() == Alert.Status.RETRACTED) {
      return;
    }
    long now = mention.time();
    Optional<Reading> other = alert.isOpen() ? decisive(rule, read(rule, now)) : Optional.empty();
    if (other.isPresent()) {
      journal.standOn(alert, other.get(), now);
    } else {
      journal.retract(rule, alert, mention, left, out);
    }
  }

  private void watch(Rule rule, long minute, Consumer<DetectOutput> out) {
    Optional<AlertRecord> open = state.openAlert();
    if (open.isEmpty() && !touched && minute < nextExit) {
      return;
    }
    if (open.isPresent()) {
      changed = true;
      watchAlert(rule, open.get(), read(rule, minute), minute, out);
    }
    Glance seen = look(rule, minute);
    tellCount(rule, seen, minute, out);
    touched = false;
    thresholdsMatter = seen.windowsWithVoices() > 1;
  }

  /** As long as no mention comes, goes or leaves a window, they hold what they held. */
  private Glance look(Rule rule, long minute) {
    @Nullable Glance known = glance;
    if (known != null && minute < nextExit && known.isOf(state.live())) {
      return known;
    }
    Glance fresh = new Glance(state, rule.countBy(), minute);
    glance = fresh;
    nextExit = nextExit(minute);
    return fresh;
  }

  private void watchAlert(
      Rule rule,
      AlertRecord alert,
      List<Reading> readings,
      long minute,
      Consumer<DetectOutput> out) {
    state.markLoud(minute, minute);
    if (isCalm(readings)) {
      if (alert.calmSince() == AlertRecord.NEVER) {
        alert.calmSince(minute);
      }
      Reading longest = readings.get(readings.size() - 1);
      if (minute - alert.calmSince() >= HOLD_MILLIS || longest.observed() == 0) {
        journal.resolve(rule, alert, sameWindow(alert, readings), minute, out);
      }
      return;
    }
    alert.calmSince(AlertRecord.NEVER);
    alert.subside(readings.get(readings.size() - 1).observed(), rule.minimum().voices());
    decisive(rule, readings)
        .ifPresent(reading -> journal.follow(rule, alert, reading, minute, out));
  }

  private static Reading sameWindow(AlertRecord alert, List<Reading> readings) {
    long window = alert.alert().decision().windowMillis();
    return readings.stream()
        .filter(reading -> reading.windowMillis() == window)
        .findFirst()
        .orElse(readings.get(0));
  }

  private void tellCount(Rule rule, Glance seen, long minute, Consumer<DetectOutput> out) {
    int window = seen.nearest(i -> ringsFrom(rule, i, minute));
    Optional<AlertRecord> open = state.openAlert();
    KeyState.Counted counted = seen.counted(window, open.isPresent());
    if (counted.equals(state.counted())) {
      return;
    }
    state.counted(counted);
    changed = true;
    Voices.Tally tally = seen.tally(window);
    Reading nearest = reading(rule, window, tally, Conditions.NORMAL, minute);
    out.accept(
        new KeywordCount(
            key.ruleId(),
            key.scope(),
            minute,
            nearest.windowMillis(),
            nearest.observed(),
            nearest.bar().expected(),
            nearest.bar().count(),
            tally.posts(),
            tally.sourceCount(),
            open.map(alert -> alert.alert().alertId()).orElse(null)));
  }

  /** The count that rings in a window, under the conditions that counts are told under. */
  private int ringsFrom(Rule rule, int window, long now) {
    return rule.ratio() == null
        ? state.forecast().threshold(window, Conditions.NORMAL).count()
        : ratioBar(rule, rule.ratio(), now).count();
  }

  private long nextExit(long minute) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < state.terms().size(); i++) {
      long window = state.terms().window(i);
      long first = state.live().firstAfter(minute - window);
      next = first == Long.MAX_VALUE ? next : Math.min(next, first + window);
    }
    return next;
  }

  /** All windows, under the conditions of this moment. */
  private List<Reading> read(Rule rule, long now) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < state.terms().size(); i++) {
      Voices.Tally tally = state.live().tallyAfter(i, now - state.terms().window(i));
      Conditions conditions =
          rule.ratio() == null ? conditions(rule, i, tally, now) : Conditions.NORMAL;
      readings.add(reading(rule, i, tally, conditions, now));
    }
    return readings;
  }

  private Reading reading(Rule rule, int window, Voices.Tally tally, Conditions under, long now) {
    Bar bar = rule.ratio() == null ? budgetBar(window, under) : ratioBar(rule, rule.ratio(), now);
    return new Reading(state.terms().window(window), rule.countBy(), bar, tally);
  }

  private Bar budgetBar(int window, Conditions conditions) {
    Forecast forecast = state.forecast();
    return new BudgetBar(
        forecast.threshold(window, conditions),
        forecast.factor(window, conditions.coverage()),
        forecast.dispersion(window),
        forecast.shape(window),
        forecast.exposureMillis());
  }

  /** More coverage only raises the bar, so it is looked at only where the bar is reached. */
  private Conditions conditions(Rule rule, int window, Voices.Tally tally, long now) {
    Conditions usual = usualConditions(rule);
    Threshold threshold = state.forecast().threshold(window, usual);
    return Reading.count(rule.countBy(), tally) < threshold.count()
        ? usual
        : usual.withCoverage(
            background.coverage(
                state.live(), state.terms().window(window), threshold.prediction().mean(), now));
  }

  private Conditions usualConditions(Rule rule) {
    return new Conditions(1, background.parts(rule));
  }

  /**
   * What the timeframe before held. An alert must not become its own reference: while one is open,
   * and as long as that timeframe holds a part of it, it counts as no more than when it rang. A
   * level that has been there for {@link KeyState#LOUD_LEARNT_AFTER} is the new normal.
   */
  private Bar ratioBar(Rule rule, Rule.Ratio ratio, long now) {
    long frame = ratio.timeframe().toMillis();
    int before = countBefore(rule, now - 2 * frame, now - frame);
    int floor = rule.minimum().voices();
    Optional<AlertRecord> last = state.lastAlert().filter(alert -> hides(alert, rule, frame, now));
    return last.isPresent()
        ? new RatioBar(
            ratio, Math.min(before, last.get().baseline()), last.get().baselineSince(), floor)
        : new RatioBar(ratio, before, now, floor);
  }

  private int countBefore(Rule rule, long from, long to) {
    return rule.countBy() == Rule.CountBy.SOURCE
        ? state.live().sourcesBetween(from, to)
        : state.live().voicesAfter(from) - state.live().voicesAfter(to);
  }

  private static boolean hides(AlertRecord alert, Rule rule, long frame, long now) {
    long learnt = Math.max(KeyState.LOUD_LEARNT_AFTER, 2 * frame);
    return alert.baselineSince() != AlertRecord.NEVER
        && alert.alert().ruleHash().equals(rule.hash())
        && alert.alert().status() != Alert.Status.RETRACTED
        && now - alert.baselineSince() < learnt
        && !alert.endedBefore(now - 2 * frame);
  }

  /** The smallest multiple of a minute at or before a time. */
  static long minuteOf(long time) {
    return Math.floorDiv(time, MINUTE) * MINUTE;
  }
}
