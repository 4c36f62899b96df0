package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as its key remembers it: its latest published state, what it stands on, and what is
 * needed to tell whether it grew or is over.
 */
final class AlertRecord {

  static final long NEVER = Long.MIN_VALUE;

  private final Voices ground;
  private Alert alert;
  private long groundFrom;
  private boolean overfull;
  private int reference;
  private int peak;
  private long calmSince = NEVER;
  private int baseline;
  private long baselineSince = NEVER;

  /**
   * A record of a published alert.
   *
   * @param groundFrom the time of the first mention that it stands on
   */
  AlertRecord(Alert alert, Voices ground, long groundFrom) {
    this.alert = alert;
    this.ground = ground;
    this.groundFrom = groundFrom;
    this.reference = alert.decision().observed();
    this.peak = alert.peak();
  }

  Alert alert() {
    return alert;
  }

  /** The mentions that it stands on, as far as they are remembered. */
  Voices ground() {
    return ground;
  }

  /** Whether it stands on more mentions than are remembered; then no -1 can make it fall. */
  boolean isOverfull() {
    return overfull;
  }

  /** Lets it stand also on these. */
  void standOn(Collection<Voices.Mention> mentions) {
    for (Voices.Mention mention : mentions) {
      if (ground.isFull()) {
        overfull = true;
        return;
      }
      ground.addAll(List.of(mention));
    }
  }

  long groundFrom() {
    return groundFrom;
  }

  boolean isOpen() {
    return alert.status() == Alert.Status.OPEN;
  }

  /** Whether it ended at or before a time; false while open. */
  boolean endedBefore(long time) {
    OptionalLong endedAt = alert.endedAt();
    return endedAt.isPresent() && endedAt.getAsLong() < time;
  }

  /** Remembers what was published. */
  void publish(Alert published) {
    alert = published;
    reference = Math.max(1, published.decision().observed());
    peak = Math.max(peak, published.peak());
  }

  /**
   * Takes the texts of a post out of the alert, without an event.
   *
   * @return whether it had any
   */
  boolean redact(String postKey) {
    List<Evidence> kept =
        alert.evidence().stream()
            .map(post -> post.postKey().equals(postKey) ? post.withoutTexts() : post)
            .toList();
    boolean redacted = !kept.equals(alert.evidence());
    alert = redacted ? alert.with(kept) : alert;
    return redacted;
  }

  /** Remembers an event that changes nothing of what the alert stands on, and how much it is. */
  void note(Alert published) {
    alert = published;
  }

  /** Stands also on what was mentioned from an earlier time on. */
  void extendGround(long from) {
    groundFrom = Math.min(groundFrom, from);
  }

  /** The count against which growth is measured: that of the latest event, or a lower one since. */
  int reference() {
    return reference;
  }

  /** Lowers the count against which growth is measured, but not below a floor. */
  void subside(int observed, int floor) {
    reference = Math.max(Math.min(reference, observed), Math.min(reference, floor));
  }

  int peak() {
    return peak;
  }

  void reach(int observed) {
    peak = Math.max(peak, observed);
  }

  /** Since which tick all windows have been calm; {@link #NEVER} when they are not. */
  long calmSince() {
    return calmSince;
  }

  void calmSince(long time) {
    calmSince = time;
  }

  /** What a ratio rule compared with when it rang. */
  int baseline() {
    return baseline;
  }

  /** Since when that has been compared with; {@link #NEVER} of a budget rule. */
  long baselineSince() {
    return baselineSince;
  }

  /** Keeps what a ratio rule compared with. */
  void keepBaseline(int reference, long since) {
    baseline = reference;
    baselineSince = since;
  }

  void writeTo(DataOutput out) throws IOException {
    writeAlert(out, alert);
    ground.writeTo(out);
    out.writeBoolean(overfull);
    out.writeLong(groundFrom);
    Bytes.writeInt(out, reference);
    Bytes.writeInt(out, peak);
    out.writeLong(calmSince);
    Bytes.writeInt(out, baseline);
    out.writeLong(baselineSince);
  }

  static AlertRecord readFrom(DataInput in, int groundLimit, int format) throws IOException {
    Alert alert = readAlert(in, format);
    Voices ground = Voices.readFrom(in, groundLimit, format);
    boolean overfull = in.readBoolean();
    AlertRecord record = new AlertRecord(alert, ground, in.readLong());
    record.overfull = overfull;
    record.reference = Bytes.readInt(in);
    record.peak = Bytes.readInt(in);
    record.calmSince = in.readLong();
    if (format > KeyState.FORMAT_1) {
      record.keepBaseline(Bytes.readInt(in), in.readLong());
    }
    return record;
  }

  private static void writeAlert(DataOutput out, Alert alert) throws IOException {
    Bytes.writeText(out, alert.alertId());
    Bytes.writeText(out, alert.ruleId());
    Bytes.writeInt(out, alert.ruleVersion());
    Bytes.writeText(out, alert.ruleHash());
    Bytes.writeText(out, alert.scope());
    Bytes.writeOptionalText(out, alert.scopeName());
    Bytes.writeOptionalPoint(out, alert.scopePoint());
    Bytes.writeText(out, alert.status().name());
    Bytes.writeText(out, alert.severity());
    Bytes.writeInt(out, alert.sequence());
    out.writeLong(alert.onsetAt());
    out.writeLong(alert.openedAt());
    out.writeLong(alert.updatedAt());
    out.writeLong(alert.endedAt().orElse(NEVER));
    writeDecision(out, alert.decision());
    Bytes.writeInt(out, alert.peak());
    EvidenceShelf.write(out, alert.evidence());
    Bytes.writeText(out, alert.summary());
    Bytes.writeInt(out, alert.labels().size());
    for (Map.Entry<String, String> label : new TreeMap<>(alert.labels()).entrySet()) {
      Bytes.writeText(out, label.getKey());
      Bytes.writeText(out, label.getValue());
    }
  }

  private static Alert readAlert(DataInput in, int format) throws IOException {
    String alertId = Bytes.readText(in);
    String ruleId = Bytes.readText(in);
    int ruleVersion = Bytes.readInt(in);
    String ruleHash = Bytes.readText(in);
    String scope = Bytes.readText(in);
    @Nullable String scopeName = EvidenceShelf.readScopeName(in, format);
    @Nullable GeoPoint scopePoint = EvidenceShelf.readScopePoint(in, format);
    Alert.Status status = Alert.Status.valueOf(Bytes.readText(in));
    String severity = Bytes.readText(in);
    int sequence = Bytes.readInt(in);
    long onsetAt = in.readLong();
    long openedAt = in.readLong();
    long updatedAt = in.readLong();
    long endedAt = in.readLong();
    return new Alert(
        alertId,
        ruleId,
        ruleVersion,
        ruleHash,
        scope,
        scopeName,
        scopePoint,
        status,
        severity,
        sequence,
        onsetAt,
        openedAt,
        updatedAt,
        endedAt == NEVER ? OptionalLong.empty() : OptionalLong.of(endedAt),
        readDecision(in, format),
        Bytes.readInt(in),
        EvidenceShelf.read(in, format),
        Bytes.readText(in),
        readLabels(in));
  }

  private static Map<String, String> readLabels(DataInput in) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      String name = Bytes.readText(in);
      labels.put(name, Bytes.readText(in));
    }
    return labels;
  }

  private static void writeDecision(DataOutput out, Decision decision) throws IOException {
    out.writeLong(decision.windowMillis());
    Bytes.writeInt(out, decision.observed());
    out.writeDouble(decision.expected());
    out.writeDouble(decision.dispersion());
    out.writeDouble(decision.forecastShape());
    out.writeDouble(decision.forecastExposureMillis());
    out.writeDouble(decision.windowFactor());
    Bytes.writeInt(out, decision.threshold());
    out.writeDouble(decision.probability());
    out.writeDouble(decision.significance());
    Bytes.writeInt(out, decision.posts());
    Bytes.writeInt(out, decision.sources().size());
    for (String source : decision.sources()) {
      Bytes.writeText(out, source);
    }
    Decision.Asked asked = decision.asked();
    Bytes.writeText(out, asked.countBy().name());
    Bytes.writeInt(out, asked.minimumVoices());
    Bytes.writeInt(out, asked.minimumSources());
    writeRatio(out, decision.ratio());
  }

  private static void writeRatio(DataOutput out, Decision.@Nullable Ratio ratio)
      throws IOException {
    out.writeBoolean(ratio != null);
    if (ratio != null) {
      Bytes.writeInt(out, ratio.reference());
      out.writeDouble(ratio.spikeHeight());
      Bytes.writeInt(out, ratio.thresholdRef());
      Bytes.writeInt(out, ratio.thresholdCur());
    }
  }

  private static Decision.Asked readAsked(DataInput in) throws IOException {
    Rule.CountBy countBy = Rule.CountBy.valueOf(Bytes.readText(in));
    return new Decision.Asked(countBy, Bytes.readInt(in), Bytes.readInt(in));
  }

  private static Decision.@Nullable Ratio readRatio(DataInput in) throws IOException {
    return in.readBoolean()
        ? new Decision.Ratio(
            Bytes.readInt(in), in.readDouble(), Bytes.readInt(in), Bytes.readInt(in))
        : null;
  }

  private static Decision readDecision(DataInput in, int format) throws IOException {
    long windowMillis = in.readLong();
    int observed = Bytes.readInt(in);
    double expected = in.readDouble();
    double dispersion = in.readDouble();
    double shape = in.readDouble();
    double exposure = in.readDouble();
    double windowFactor = format == KeyState.FORMAT_1 ? 1 : in.readDouble();
    int threshold = Bytes.readInt(in);
    double probability = in.readDouble();
    double significance = in.readDouble();
    int posts = Bytes.readInt(in);
    List<String> sources = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      sources.add(Bytes.readText(in));
    }
    return new Decision(
        windowMillis,
        observed,
        expected,
        dispersion,
        shape,
        exposure,
        windowFactor,
        threshold,
        probability,
        significance,
        posts,
        sources,
        format == KeyState.FORMAT_1 ? Decision.Asked.NOT_TOLD : readAsked(in),
        format == KeyState.FORMAT_1 ? null : readRatio(in));
  }
}
