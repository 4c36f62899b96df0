package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import io.tocsin.runtime.stores.StoreFormat;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a key: its forecast, its live mentions, the texts of some, its recent
 * alerts. A value that can be written to bytes and read back.
 *
 * <p>Time passes in it by {@link #catchUp}, which moves whole buckets from the live mentions into
 * the forecast. It does so bucket by bucket in the same arithmetic whether it is called every
 * minute or once after a year, so an idle key need not be touched.
 */
final class KeyState {

  /** Of all that stands in the store. */
  static final StoreFormat FORMAT = new StoreFormat("spike-state-store", 6);

  /** What release 0.1.0 wrote. */
  static final int FORMAT_1 = 1;

  /** No release has written it. */
  private static final int FORMAT_2 = 2;

  /** From this one on evidence has contexts. */
  static final int FORMAT_WITH_CONTEXTS = 4;

  /** From this one on evidence and alerts have the names of scopes. */
  static final int FORMAT_WITH_NAMES = 5;

  /** From this one on evidence, alerts and mentions have the points of scopes. */
  static final int FORMAT_WITH_POINTS = 6;

  /** As much was published as usual. */
  static final double NORMAL_COVERAGE = 1;

  private static final int TICKS = 1;

  /** Bytes before the state itself: format, whether it is ticked, when it could shrink. */
  private static final int HEADER = 2 + Long.BYTES;

  private static final int HEADER_1 = 2;

  /** Bytes by which a state seldom grows from one time to the next. */
  private static final int ROOM = 1_024;

  private static final long BUCKET = Forecast.BUCKET_MILLIS;

  /** An ended alert can be retracted for at least so long: 24 hours, in milliseconds. */
  static final long RETRACTION_HORIZON = Duration.ofHours(24).toMillis();

  /**
   * A level that has been loud for so long is learnt as the new normal: 3 days, in milliseconds.
   */
  static final long LOUD_LEARNT_AFTER = Duration.ofDays(3).toMillis();

  private static final long NEVER = AlertRecord.NEVER;

  private final DetectorLimits limits;
  private String ruleHash = "";
  private Terms terms = Terms.NONE;
  private boolean unbound;
  private long memory = RETRACTION_HORIZON;
  private long cursor;
  private Forecast forecast = new Forecast(terms);
  private Voices live;
  private Speakers speakers;
  private EvidenceShelf shelf;
  private List<AlertRecord> alerts = new ArrayList<>();
  private long loudSince = NEVER;
  private long loudUntil = NEVER;
  private Counted counted = Counted.NOTHING;

  /** Bytes that it took when it was written last. */
  private int written;

  /** What was last told of the counts. */
  record Counted(long windowMillis, int observed, int posts, int sources, boolean alert) {
    static final Counted NOTHING = new Counted(0, 0, 0, 0, false);
  }

  /** The state of a key of which nothing is known. */
  KeyState(DetectorLimits limits) {
    this.limits = limits;
    this.live = new Voices(limits.liveMentions());
    this.speakers = new Speakers(limits.liveMentions());
    this.shelf = new EvidenceShelf(limits.evidence());
  }

  /** Whether it counts for no rule (yet, or any more). */
  boolean isBlank() {
    return ruleHash.isEmpty();
  }

  /** Whether nothing is left to remember. */
  boolean isForgotten() {
    return isBlank() && alerts.isEmpty();
  }

  /** Whether letting time pass up to then might leave less of it; a quick answer, mostly no. */
  boolean couldShrinkBy(long time) {
    long buckets = (time - longestWindow() - cursor) / BUCKET;
    return isBlank()
        || forecast.couldBeForgottenAfter(buckets)
        || alerts.stream().anyMatch(alert -> alert.endedBefore(time - memory));
  }

  /** Whether it must be ticked each minute. */
  boolean needsTicks() {
    return !isBlank() && (!live.isEmpty() || openAlert().isPresent() || counted.observed() > 0);
  }

  boolean isOf(Rule rule) {
    return ruleHash.equals(rule.hash());
  }

  Forecast forecast() {
    return forecast;
  }

  Voices live() {
    return live;
  }

  EvidenceShelf shelf() {
    return shelf;
  }

  /** What the rule asks of this key. */
  Terms terms() {
    return terms;
  }

  /** Takes the terms of its rule when the state was written without them. */
  void bind(Rule rule) {
    if (unbound) {
      terms = Terms.of(rule);
      forecast = forecast.under(terms);
      unbound = false;
    }
  }

  /** Up to and including this time everything has gone into the forecast. */
  long cursor() {
    return cursor;
  }

  Counted counted() {
    return counted;
  }

  void counted(Counted told) {
    counted = told;
  }

  /** The alerts that are remembered, oldest first; only the last can be open. */
  List<AlertRecord> alerts() {
    return List.copyOf(alerts);
  }

  Optional<AlertRecord> lastAlert() {
    return alerts.isEmpty() ? Optional.empty() : Optional.of(alerts.get(alerts.size() - 1));
  }

  /** The last of those that reach people, or of those that do not. */
  Optional<AlertRecord> lastAlert(boolean shadow) {
    return alerts.stream()
        .filter(record -> record.alert().isShadow() == shadow)
        .reduce((earlier, later) -> later);
  }

  Optional<AlertRecord> openAlert() {
    return lastAlert().filter(AlertRecord::isOpen);
  }

  /** Remembers an alert; the oldest is forgotten when there are too many. */
  void remember(AlertRecord alert) {
    alerts.add(alert);
    if (alerts.size() > limits.endedAlerts()) {
      alerts.remove(0);
    }
  }

  /** Begins to count for a rule, from the bucket of a time on; alerts stay remembered. */
  void adopt(Rule rule, long time) {
    clear();
    ruleHash = rule.hash();
    terms = Terms.of(rule);
    memory = Math.max(RETRACTION_HORIZON, Math.max(longestWindow(), rule.cooldown().toMillis()));
    cursor = Math.floorDiv(time - 1, BUCKET) * BUCKET;
    forecast = new Forecast(terms.forecast());
  }

  /**
   * Takes over what another state has counted, which is of the same rule and as far in time; alerts
   * and what was told of the counts stay its own.
   */
  void takeBaseline(KeyState counted) {
    ruleHash = counted.ruleHash;
    terms = counted.terms;
    unbound = false;
    memory = counted.memory;
    cursor = counted.cursor;
    forecast = counted.forecast;
    live = counted.live;
    speakers = counted.speakers;
    shelf = counted.shelf;
    loudSince = counted.loudSince;
    loudUntil = counted.loudUntil;
  }

  /** Counts for no rule any more; alerts stay remembered. */
  void clear() {
    ruleHash = "";
    terms = Terms.NONE;
    unbound = false;
    forecast = new Forecast(terms);
    live = new Voices(limits.liveMentions());
    speakers = new Speakers(limits.liveMentions());
    shelf = new EvidenceShelf(limits.evidence());
    loudSince = NEVER;
    loudUntil = NEVER;
    counted = Counted.NOTHING;
  }

  /** Notes that a stretch of time up to now holds more than can be expected. */
  void markLoud(long from, long now) {
    if (loudUntil == NEVER || now - loudUntil > longestWindow() + BUCKET) {
      loudSince = from;
    }
    loudUntil = now;
  }

  /**
   * Lets time pass.
   *
   * @return whether the forecast has changed
   */
  boolean catchUp(long now) {
    boolean moved = false;
    while (!isBlank() && cursor + BUCKET <= now - longestWindow()) {
      absorbBucket();
      moved = true;
    }
    alerts.removeIf(alert -> alert.endedBefore(now - memory));
    if (moved && openAlert().isEmpty()) {
      shelf.dropUpTo(cursor);
    }
    return moved;
  }

  /**
   * When time next moves something in it, for a key that is counted and has no open alert: the end
   * of the first bucket with which a mention goes, or of the next bucket at all when thresholds
   * decide what is told of it.
   *
   * @param thresholdsMatter whether what is told may depend on what is expected
   */
  long nextMove(boolean thresholdsMatter) {
    long first = live.firstAfter(Long.MIN_VALUE);
    if (thresholdsMatter || first <= cursor || first == Long.MAX_VALUE) {
      return cursor + BUCKET + longestWindow();
    }
    return Math.floorDiv(first + BUCKET - 1, BUCKET) * BUCKET + longestWindow();
  }

  private void absorbBucket() {
    long end = cursor + BUCKET;
    if (terms.isRatio()) {
      live.dropUpTo(end);
    } else if (countsSources()) {
      absorbSources(end);
    } else {
      forecast.absorb(cursor, live.dropUpTo(end), isLoud(cursor, end), NORMAL_COVERAGE);
    }
    cursor = end;
    if (forecast.isForgotten()
        && live.isEmpty()
        && counted.observed() == 0
        && noAlertAt(end + longestWindow())) {
      clear();
    }
  }

  private boolean countsSources() {
    return terms.countBy() == Rule.CountBy.SOURCE && !terms.isRatio();
  }

  private void absorbSources(long end) {
    List<Speakers.Stretch> stretches = forecast.stretches(cursor);
    int[] first = speakers.hear(live.upTo(end), stretches);
    live.dropUpTo(end);
    forecast.absorb(cursor, first, isLoud(cursor, end), NORMAL_COVERAGE);
    speakers.forgetUpTo(
        forecast.stretches(end).stream().mapToLong(s -> s.from()).min().orElse(end));
  }

  private boolean isLoud(long start, long end) {
    return loudUntil != NEVER
        && end > loudSince
        && start < loudUntil
        && end - loudSince < LOUD_LEARNT_AFTER;
  }

  /** Asked for the time at which a bucket leaves what is live, by then they may be forgotten. */
  private boolean noAlertAt(long time) {
    return alerts.stream().allMatch(alert -> alert.endedBefore(time - memory));
  }

  /** How long mentions are live: the longest window, twice the timeframe of a ratio rule. */
  long longestWindow() {
    return terms.reach();
  }

  byte[] toBytes() {
    Bytes.Sink bytes = new Bytes.Sink(written + ROOM);
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("an array takes everything", e);
    }
    byte[] all = bytes.toBytes();
    written = all.length;
    return all;
  }

  private void writeTo(DataOutput out) throws IOException {
    out.writeByte(FORMAT.mark());
    out.writeByte(needsTicks() ? TICKS : 0);
    out.writeLong(nextShrink());
    Bytes.writeText(out, ruleHash);
    terms.writeTo(out);
    out.writeBoolean(unbound);
    out.writeLong(memory);
    out.writeLong(cursor);
    forecast.writeTo(out);
    live.writeTo(out);
    if (countsSources()) {
      speakers.writeTo(out);
    }
    shelf.writeTo(out);
    Bytes.writeInt(out, alerts.size());
    for (AlertRecord alert : alerts) {
      alert.writeTo(out);
    }
    out.writeLong(loudSince);
    out.writeLong(loudUntil);
    writeCounted(out);
  }

  private void writeCounted(DataOutput out) throws IOException {
    out.writeLong(counted.windowMillis());
    Bytes.writeInt(out, counted.observed());
    Bytes.writeInt(out, counted.posts());
    Bytes.writeInt(out, counted.sources());
    out.writeBoolean(counted.alert());
  }

  /** Before this time {@link #couldShrinkBy} says no. */
  private long nextShrink() {
    if (isBlank()) {
      return NEVER;
    }
    long next = cursor + longestWindow() + forecast.bucketsToForget() * BUCKET;
    for (AlertRecord alert : alerts) {
      next = Math.min(next, alert.alert().endedAt().orElse(Long.MAX_VALUE - memory) + memory);
    }
    return next;
  }

  /**
   * Whether letting time pass up to then might leave less of a state that was written so, as far as
   * its first bytes tell.
   */
  static boolean couldShrinkBy(long time, byte[] bytes) {
    checkFormat(bytes);
    return bytes[0] == FORMAT_1 || bytes.length < HEADER || nextShrink(bytes) <= time;
  }

  private static long nextShrink(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(2);
  }

  /**
   * Whether a key whose state was written so must be ticked.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   */
  static boolean needsTicks(byte[] bytes) {
    checkFormat(bytes);
    return bytes[1] == TICKS;
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when the bytes are of another format
   *     or cut short
   */
  static KeyState fromBytes(byte[] bytes, DetectorLimits limits) {
    checkFormat(bytes);
    KeyState state = new KeyState(limits);
    try {
      int header = bytes[0] == FORMAT_1 ? HEADER_1 : HEADER;
      state.readFrom(new DataInputStream(new Bytes.Source(bytes, header)), bytes[0]);
    } catch (IOException e) {
      throw FORMAT.broken("has a key state of " + bytes.length + " bytes that is cut short");
    }
    return state;
  }

  private static void checkFormat(byte[] bytes) {
    if (FORMAT.of(bytes) == FORMAT_2) {
      throw FORMAT.broken("has a key state of format 2");
    }
    if (bytes.length < 2) {
      throw FORMAT.broken("has a key state of " + bytes.length + " bytes");
    }
  }

  private void readFrom(DataInput in, int format) throws IOException {
    ruleHash = Bytes.readText(in);
    terms = format == FORMAT_1 ? Terms.readFormat1(in) : Terms.readFrom(in);
    unbound = format == FORMAT_1 ? !isBlank() : in.readBoolean();
    memory = in.readLong();
    cursor = in.readLong();
    forecast = new Forecast(terms.forecast());
    if (format == FORMAT_1) {
      forecast.readFormat1(in);
    } else {
      forecast.readFrom(in, cursor);
    }
    live = Voices.readFrom(in, limits.liveMentions(), format);
    if (countsSources()) {
      speakers = Speakers.readFrom(in, limits.liveMentions());
    }
    shelf.readFrom(in, format);
    alerts = new ArrayList<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      alerts.add(AlertRecord.readFrom(in, limits.ground(), format));
    }
    loudSince = in.readLong();
    loudUntil = in.readLong();
    counted =
        new Counted(
            in.readLong(),
            Bytes.readInt(in),
            Bytes.readInt(in),
            Bytes.readInt(in),
            in.readBoolean());
  }
}
