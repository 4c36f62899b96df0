package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.Decision;
import io.tocsin.alerts.core.detect.Evidence;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.CountBy;
import io.tocsin.avro.RatioNumbers;
import io.tocsin.avro.RuleKind;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What detection gives, as Avro. Equal plain records give equal bytes: maps are sorted. */
public final class AlertRecords {

  private AlertRecords() {}

  /** The Avro form of an event. */
  public static io.tocsin.avro.AlertEvent avro(AlertEvent event) {
    return io.tocsin.avro.AlertEvent.newBuilder()
        .setEventId(event.eventId())
        .setAlertId(event.alertId())
        .setSequence(event.sequence())
        .setType(AlertEventType.valueOf(event.type().name()))
        .setAt(Instant.ofEpochMilli(event.at()))
        .setReason(event.reason())
        .setAlert(avro(event.alert()))
        .build();
  }

  /** Whether an event is of a rule on trial and must reach nobody. */
  public static boolean isShadow(io.tocsin.avro.AlertEvent event) {
    return Alert.isShadow(event.getAlertId());
  }

  /** The Avro form of an alert. */
  public static io.tocsin.avro.Alert avro(Alert alert) {
    @Nullable GeoPoint point = alert.scopePoint();
    return io.tocsin.avro.Alert.newBuilder()
        .setAlertId(alert.alertId())
        .setRuleId(alert.ruleId())
        .setRuleVersion(alert.ruleVersion())
        .setRuleHash(alert.ruleHash())
        .setScope(alert.scope())
        .setScopeName(alert.scopeName())
        .setScopeLatitude(point == null ? null : point.latitude())
        .setScopeLongitude(point == null ? null : point.longitude())
        .setStatus(AlertStatus.valueOf(alert.status().name()))
        .setSeverity(alert.severity())
        .setSequence(alert.sequence())
        .setOnsetAt(Instant.ofEpochMilli(alert.onsetAt()))
        .setOpenedAt(Instant.ofEpochMilli(alert.openedAt()))
        .setUpdatedAt(Instant.ofEpochMilli(alert.updatedAt()))
        .setEndedAt(ended(alert))
        .setDecision(avro(alert.decision()))
        .setPeak(alert.peak())
        .setEvidence(alert.evidence().stream().map(AlertRecords::avro).toList())
        .setSummary(alert.summary())
        .setLabels(new TreeMap<>(alert.labels()))
        .build();
  }

  private static @Nullable Instant ended(Alert alert) {
    return alert.endedAt().isPresent() ? Instant.ofEpochMilli(alert.endedAt().getAsLong()) : null;
  }

  private static io.tocsin.avro.Decision avro(Decision decision) {
    return io.tocsin.avro.Decision.newBuilder()
        .setWindowMillis(decision.windowMillis())
        .setObserved(decision.observed())
        .setExpected(decision.expected())
        .setDispersion(decision.dispersion())
        .setForecastShape(decision.forecastShape())
        .setForecastExposureMillis(decision.forecastExposureMillis())
        .setWindowFactor(decision.windowFactor())
        .setThreshold(decision.threshold())
        .setProbability(decision.probability())
        .setSignificance(decision.significance())
        .setPosts(decision.posts())
        .setSources(decision.sources())
        .setKind(decision.ratio() == null ? RuleKind.BUDGET : RuleKind.RATIO)
        .setCountBy(CountBy.valueOf(decision.asked().countBy().name()))
        .setMinimumVoices(decision.asked().minimumVoices())
        .setMinimumSources(decision.asked().minimumSources())
        .setRatio(avro(decision.ratio()))
        .build();
  }

  private static @Nullable RatioNumbers avro(Decision.@Nullable Ratio ratio) {
    return ratio == null
        ? null
        : new RatioNumbers(
            ratio.reference(), ratio.spikeHeight(), ratio.thresholdRef(), ratio.thresholdCur());
  }

  /**
   * The plain form of a decision.
   *
   * @throws IllegalArgumentException when a newer release made it in a way that this one does not
   *     know
   */
  public static Decision plain(io.tocsin.avro.Decision decision) {
    if (decision.getKind() == RuleKind.UNKNOWN || decision.getCountBy() == CountBy.UNKNOWN) {
      throw new IllegalArgumentException(
          "kind %s counting by %s is not known to this release; expected one that it knows: a newer release has decided"
              .formatted(decision.getKind(), decision.getCountBy()));
    }
    return new Decision(
        decision.getWindowMillis(),
        decision.getObserved(),
        decision.getExpected(),
        decision.getDispersion(),
        decision.getForecastShape(),
        decision.getForecastExposureMillis(),
        decision.getWindowFactor(),
        decision.getThreshold(),
        decision.getProbability(),
        decision.getSignificance(),
        decision.getPosts(),
        decision.getSources(),
        new Decision.Asked(
            Rule.CountBy.valueOf(decision.getCountBy().name()),
            decision.getMinimumVoices(),
            decision.getMinimumSources()),
        plain(decision.getRatio()));
  }

  private static Decision.@Nullable Ratio plain(@Nullable RatioNumbers ratio) {
    return ratio == null
        ? null
        : new Decision.Ratio(
            ratio.getReference(),
            ratio.getSpikeHeight(),
            ratio.getThresholdRef(),
            ratio.getThresholdCur());
  }

  private static io.tocsin.avro.Evidence avro(Evidence evidence) {
    return io.tocsin.avro.Evidence.newBuilder()
        .setPostKey(evidence.postKey())
        .setRevision(evidence.revision())
        .setSource(evidence.source())
        .setMentionedAt(Instant.ofEpochMilli(evidence.mentionedAt()))
        .setTitle(evidence.title())
        .setUrl(evidence.url())
        .setExcerpt(evidence.excerpt())
        .setHighlights(MentionRecords.avro(evidence.highlights()))
        .setContexts(evidence.contexts())
        .setVoice(evidence.voice())
        .build();
  }

  /** The Avro form of a count. */
  public static io.tocsin.avro.KeywordCount avro(KeywordCount count) {
    return io.tocsin.avro.KeywordCount.newBuilder()
        .setRuleId(count.ruleId())
        .setScope(count.scope())
        .setAt(Instant.ofEpochMilli(count.at()))
        .setWindowMillis(count.windowMillis())
        .setObserved(count.observed())
        .setExpected(count.expected())
        .setThreshold(count.threshold())
        .setPosts(count.posts())
        .setSources(count.sources())
        .setAlertId(count.alertId())
        .build();
  }
}
