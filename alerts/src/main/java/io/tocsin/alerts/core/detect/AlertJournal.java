package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a key's alerts: opened, updated, resolved, reopened, retracted. It decides
 * nothing about spikes, only which alert an event belongs to and what it says.
 *
 * <p>The onset minutes of a key's alerts ascend strictly, so that no two have the same id: ground
 * that goes back to the onset of the last alert, or before it, reopens that one. Alerts of a rule
 * on trial are a stream of their own beside the others.
 */
final class AlertJournal {

  private final RuleScope key;
  private final DetectorLimits limits;
  private final KeyState state;

  AlertJournal(RuleScope key, DetectorLimits limits, KeyState state) {
    this.key = key;
    this.limits = limits;
    this.state = state;
  }

  /** A window rings and no alert is open. */
  void ring(Rule rule, Reading reading, long now, Consumer<DetectOutput> out) {
    List<Voices.Mention> ground = state.live().countedAfter(now - reading.windowMillis());
    long first = ground.get(0).at();
    Optional<AlertRecord> last = state.lastAlert(rule.shadow());
    if (last.isPresent() && continues(rule, last.get().alert(), first, now)) {
      reopen(rule, last.get(), reading, now, out);
    } else {
      open(rule, ground, reading, now, out);
    }
  }

  private static boolean continues(Rule rule, Alert last, long first, long now) {
    boolean sameOnset = SpikeDetector.minuteOf(first) <= last.onsetAt();
    boolean cooling =
        last.status() == Alert.Status.RESOLVED
            && now - last.endedAt().orElse(now) <= rule.cooldown().toMillis();
    return sameOnset || cooling;
  }

  private void open(
      Rule rule,
      List<Voices.Mention> mentions,
      Reading reading,
      long now,
      Consumer<DetectOutput> out) {
    long first = mentions.get(0).at();
    long onset = SpikeDetector.minuteOf(first);
    List<Evidence> evidence = state.shelf().since(first);
    @Nullable String name = scopeName(first);
    Alert alert =
        new Alert(
            rule.shadow() ? AlertIds.shadow(key, onset) : AlertIds.alert(key, onset),
            rule.ruleId(),
            rule.version(),
            rule.hash(),
            key.scope(),
            name,
            scopePoint(first),
            Alert.Status.OPEN,
            severity(rule, reading),
            1,
            onset,
            now,
            now,
            OptionalLong.empty(),
            decision(rule, reading),
            reading.observed(),
            evidence,
            Wording.summary(key, name, reading),
            rule.labels());
    AlertRecord record = new AlertRecord(alert, new Voices(limits.ground()), first);
    record.standOn(mentions);
    keepBaseline(record, reading);
    state.remember(record);
    state.forecast().opened();
    tell(AlertEvent.Type.OPENED, alert, Wording.ringing(reading), out);
  }

  private static void keepBaseline(AlertRecord record, Reading reading) {
    if (reading.bar() instanceof RatioBar bar) {
      record.keepBaseline(bar.reference(), bar.since());
    }
  }

  private void reopen(
      Rule rule, AlertRecord alert, Reading reading, long now, Consumer<DetectOutput> out) {
    standOn(alert, reading, now);
    alert.calmSince(AlertRecord.NEVER);
    keepBaseline(alert, reading);
    String reason = "it rings again: " + Wording.ringing(reading);
    change(
        alert,
        AlertEvent.Type.REOPENED,
        now,
        reason,
        new Change(rule, Alert.Status.OPEN, severity(rule, reading), reading),
        out);
  }

  /** An open alert's window still rings: tells it when the severity rose or the count grew. */
  void follow(Rule rule, AlertRecord alert, Reading reading, long now, Consumer<DetectOutput> out) {
    alert.reach(reading.observed());
    String severity = severity(rule, reading);
    boolean graver = rank(rule, severity) > rank(rule, alert.alert().severity());
    boolean grown =
        reading.observed() >= 2 * alert.reference()
            && now - alert.alert().updatedAt() >= SpikeDetector.UPDATE_MILLIS;
    if (graver) {
      String reason = "severity rises to " + severity + ": " + Wording.ringing(reading);
      update(rule, alert, severity, reading, now, reason, out);
    } else if (grown) {
      String reason = "twice as many as before: " + Wording.ringing(reading);
      update(rule, alert, alert.alert().severity(), reading, now, reason, out);
    }
  }

  private void update(
      Rule rule,
      AlertRecord alert,
      String severity,
      Reading reading,
      long now,
      String reason,
      Consumer<DetectOutput> out) {
    change(
        alert,
        AlertEvent.Type.UPDATED,
        now,
        reason,
        new Change(rule, Alert.Status.OPEN, severity, reading),
        out);
  }

  /** The spike is over. */
  void resolve(
      Rule rule, AlertRecord alert, Reading reading, long now, Consumer<DetectOutput> out) {
    String reason =
        reading.observed() == 0
            ? "no "
                + Wording.noun(reading.countBy())
                + " in "
                + Wording.length(reading.windowMillis())
            : "calm again: " + Wording.ringing(reading);
    Change change = new Change(rule, Alert.Status.RESOLVED, alert.alert().severity(), reading);
    change(alert, AlertEvent.Type.RESOLVED, now, reason, change, out);
  }

  /** An open alert ends because its rule is gone; its numbers stay those of its latest event. */
  void close(AlertRecord alert, long now, String reason, Consumer<DetectOutput> out) {
    Alert old = alert.alert();
    Alert closed = ended(old, Alert.Status.RESOLVED, now, old.evidence());
    alert.publish(closed);
    tell(AlertEvent.Type.RESOLVED, closed, reason, out);
  }

  /** A -1 has left too little of what an alert stands on. */
  void retract(
      Rule rule,
      AlertRecord alert,
      MentionEvent mention,
      Voices.Tally left,
      Consumer<DetectOutput> out) {
    Alert old = alert.alert();
    List<Evidence> evidence = new ArrayList<>(old.evidence());
    evidence.removeIf(post -> EvidenceShelf.isOf(post, mention.postKey(), mention.mentionedAt()));
    Alert retracted = ended(old, Alert.Status.RETRACTED, mention.time(), evidence);
    alert.publish(retracted);
    String verb = mention.reason() == null ? "taken back" : mention.reason();
    String reason = Wording.groundLost(mention.postKey(), verb, rule, left);
    tell(AlertEvent.Type.RETRACTED, retracted, reason, out);
  }

  /** Texts of a post were taken out of an alert that is as it was, open or ended. */
  void redact(AlertRecord alert, MentionEvent mention, Consumer<DetectOutput> out) {
    Alert old = alert.alert();
    Alert redacted = next(old, old.status(), mention.time(), old.endedAt(), old.evidence());
    alert.note(redacted);
    tell(AlertEvent.Type.REDACTED, redacted, Wording.erased(mention.postKey()), out);
  }

  /** Lets an alert stand also on what a window holds. */
  void standOn(AlertRecord alert, Reading reading, long now) {
    List<Voices.Mention> mentions = state.live().countedAfter(now - reading.windowMillis());
    alert.standOn(mentions);
    alert.extendGround(mentions.get(0).at());
  }

  /** What the scope is called, by the first of the posts from a time on that calls it anything. */
  private @Nullable String scopeName(long since) {
    return ScopeWords.name(key.scope(), state.shelf().scopeNameSince(since).orElse(null));
  }

  /** Where the scope is, by the first of the posts from a time on that tells. */
  private @Nullable GeoPoint scopePoint(long since) {
    return state.shelf().scopePointSince(since).orElse(null);
  }

  /** What changes in an alert by an event with a reading. */
  private record Change(Rule rule, Alert.Status status, String severity, Reading reading) {}

  private void change(
      AlertRecord alert,
      AlertEvent.Type type,
      long now,
      String reason,
      Change change,
      Consumer<DetectOutput> out) {
    Alert old = alert.alert();
    Rule rule = change.rule();
    boolean open = change.status() == Alert.Status.OPEN;
    List<Evidence> evidence = state.shelf().since(alert.groundFrom());
    @Nullable String known = old.scopeName();
    @Nullable String name = known == null ? scopeName(alert.groundFrom()) : known;
    @Nullable GeoPoint located = old.scopePoint();
    @Nullable GeoPoint point = located == null ? scopePoint(alert.groundFrom()) : located;
    Alert changed =
        new Alert(
            old.alertId(),
            old.ruleId(),
            rule.version(),
            rule.hash(),
            old.scope(),
            name,
            point,
            change.status(),
            change.severity(),
            old.sequence() + 1,
            old.onsetAt(),
            old.openedAt(),
            now,
            open ? OptionalLong.empty() : OptionalLong.of(now),
            decision(rule, change.reading()),
            Math.max(alert.peak(), open ? change.reading().observed() : 0),
            evidence,
            open ? Wording.summary(key, name, change.reading()) : old.summary(),
            rule.labels());
    alert.publish(changed);
    tell(type, changed, reason, out);
  }

  private static Alert ended(Alert old, Alert.Status status, long now, List<Evidence> evidence) {
    return next(old, status, now, OptionalLong.of(now), evidence);
  }

  private static Alert next(
      Alert old, Alert.Status status, long now, OptionalLong endedAt, List<Evidence> evidence) {
    return new Alert(
        old.alertId(),
        old.ruleId(),
        old.ruleVersion(),
        old.ruleHash(),
        old.scope(),
        old.scopeName(),
        old.scopePoint(),
        status,
        old.severity(),
        old.sequence() + 1,
        old.onsetAt(),
        old.openedAt(),
        now,
        endedAt,
        old.decision(),
        old.peak(),
        evidence,
        old.summary(),
        Map.copyOf(old.labels()));
  }

  private static void tell(
      AlertEvent.Type type, Alert alert, String reason, Consumer<DetectOutput> out) {
    out.accept(
        new AlertEvent(
            AlertIds.event(alert.alertId(), alert.sequence()),
            alert.alertId(),
            alert.sequence(),
            type,
            alert.updatedAt(),
            reason,
            alert));
  }

  private Decision decision(Rule rule, Reading reading) {
    return reading.bar().decision(reading, Decision.Asked.by(rule), limits.sources());
  }

  private static String severity(Rule rule, Reading reading) {
    String severity = "";
    for (Rule.Severity level : rule.severities()) {
      boolean reached =
          reading.observed() >= level.voices() && reading.tally().sourceCount() >= level.sources();
      severity = reached ? level.name() : severity;
    }
    return severity;
  }

  private static int rank(Rule rule, String severity) {
    for (int i = 0; i < rule.severities().size(); i++) {
      if (rule.severities().get(i).name().equals(severity)) {
        return i;
      }
    }
    return -1;
  }
}
