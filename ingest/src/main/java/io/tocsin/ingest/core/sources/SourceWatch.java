package io.tocsin.ingest.core.sources;

import io.tocsin.ingest.core.sources.SourceOutput.Event;
import io.tocsin.ingest.core.sources.SourceOutput.Kind;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The life of one source: what it published minute by minute, its rhythm, and what follows when
 * nothing comes.
 *
 * <p>It is a function of its minutes in order of time. A gap is judged by the rhythm as it was at
 * the last post, so when it will be quiet and when silent is known from then on ({@link
 * #nextDeadline}); hours are learnt when the next post comes. Hours of a silence weigh little, and
 * a silent gap says no more than that the bar was reached: an outage is not a rhythm. Silences
 * beyond the first in 40 days raise the bar, for who falls silent again and again has such gaps.
 */
final class SourceWatch {
  /** Times are minutes; in milliseconds. */
  static final long MINUTE = 60_000;

  private static final long LEARNT_AFTER = 3 * Rhythm.DAY;
  private static final int LEARNT_MINUTES = 20;
  private static final long QUIET_ONCE_IN = Rhythm.DAY;
  private static final long LEAST_GAP = 15 * MINUTE;
  private static final double LEAST_QUIET = 2;
  private static final double LEAST_SILENT = 3;

  /**
   * Rhythms change and are known from a sample: aimed at once in so many times the time that is
   * asked for, silences were false about as often as asked for, or less (benchmarks/source-health).
   */
  private static final double NOMINAL = 2.5;

  private static final double UNUSUAL_WEIGHT = 0.2;
  private static final double PER_SILENCE = 1;
  private static final double SILENCES_RETENTION = StrictMath.pow(0.5, 1.0 / (28 * 24));
  private static final long FLOOD_ONCE_IN = 30 * Rhythm.DAY;
  private static final double LEAST_FLOOD = 3;
  private static final int LEAST_FLOOD_POSTS = 30;
  private static final long REPORT_EVERY = 10 * MINUTE;
  private static final double PRIOR_POSTS = 0.5;
  private static final double PRIOR_POSTS_TIME = 6.0 * Rhythm.HOUR;
  private static final double POSTS_RETENTION = StrictMath.pow(0.5, 1.0 / (7 * 24));

  private final String source;
  private final SourceRules rules;
  private final Rhythm rhythm = new Rhythm();
  private final Excesses gaps = new Excesses();
  private final Excesses hours = new Excesses();
  private SourceState state = SourceState.LEARNING;
  private long since;
  private long firstAt;
  private long lastAt = Long.MIN_VALUE;
  private long hour;
  private int hourActive;
  private int hourPosts;
  private boolean floodedBefore;
  private int active;
  private double postShape = PRIOR_POSTS;
  private double postTime = PRIOR_POSTS_TIME;
  private double silences;
  private long quietAt = Long.MAX_VALUE;
  private long silentAt = Long.MAX_VALUE;
  private long reportedAt = Long.MIN_VALUE;

  /** A source of which nothing is known. */
  SourceWatch(String source, SourceRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Whether enough is known of it to miss it. */
  boolean isLearnt() {
    return state != SourceState.LEARNING;
  }

  SourceState state() {
    return state;
  }

  /** Its last post, in milliseconds of event time. */
  long lastAt() {
    return lastAt;
  }

  /** When its state changes if nothing comes, in milliseconds of event time; a whole minute. */
  long nextDeadline() {
    long next =
        switch (state) {
          case OK, FLOODING -> quietAt;
          case QUIET -> silentAt;
          case LEARNING, SILENT -> Long.MAX_VALUE;
        };
    return Math.min(next, forgetAt());
  }

  private long forgetAt() {
    return ceil(lastAt + rules.memory().toMillis());
  }

  private static long ceil(long time) {
    return -Math.floorDiv(-time, MINUTE) * MINUTE;
  }

  /**
   * Posts came in a minute. Minutes come in order.
   *
   * @param minute its beginning
   * @param posts how many of them are news; 0 if all were a backlog, which is a sign of life and no
   *     part of the rhythm
   * @param last the last of them
   */
  void post(long minute, int posts, long last, Consumer<SourceOutput> out) {
    if (lastAt == Long.MIN_VALUE) {
      begin(minute, last);
    } else {
      learnGap(minute, posts);
      closeHours(minute);
    }
    long before = lastAt;
    lastAt = Math.max(lastAt, last);
    if (posts > 0) {
      active = Math.min(Integer.MAX_VALUE - 1, active) + 1;
      hourActive++;
      hourPosts = (int) Math.min(Integer.MAX_VALUE, (long) hourPosts + posts);
    }
    SourceState previous = state;
    change(minute, before, out);
    plan();
    if (state != previous || reportedAt == Long.MIN_VALUE || minute - reportedAt >= REPORT_EVERY) {
      report(minute, out);
    }
  }

  private void begin(long minute, long last) {
    firstAt = minute;
    since = minute;
    hour = Rhythm.hourOf(minute);
    lastAt = last;
  }

  /** A silent gap says no more than that the bar was reached. */
  private void learnGap(long minute, int posts) {
    if (posts > 0 && minute > lastAt) {
      double gap = rhythm.expected(lastAt, minute);
      gaps.add(state == SourceState.SILENT ? Math.min(gap, silentBar()) : gap);
    }
  }

  private void closeHours(long minute) {
    long current = Rhythm.hourOf(minute);
    while (hour < current) {
      boolean silent = state == SourceState.SILENT && hour >= Rhythm.hourOf(since);
      closeHour(silent ? UNUSUAL_WEIGHT : 1);
      hour += Rhythm.HOUR;
      hourActive = 0;
      hourPosts = 0;
    }
  }

  private void closeHour(double weight) {
    floodedBefore = floodsNow();
    double unit = usualPosts(hour) + 1;
    double counted = floodedBefore ? Math.min(hourPosts, floodBar() * unit) : hourPosts;
    hours.add(counted / unit);
    hours.pass(weight);
    gaps.pass(weight);
    silences *= SILENCES_RETENTION;
    postTime =
        PRIOR_POSTS_TIME
            + POSTS_RETENTION * (postTime - PRIOR_POSTS_TIME)
            + weight * rhythm.factor(hour) * Rhythm.HOUR;
    postShape = PRIOR_POSTS + POSTS_RETENTION * (postShape - PRIOR_POSTS) + weight * counted;
    rhythm.absorb(hour, hourActive, floodedBefore ? Math.min(weight, UNUSUAL_WEIGHT) : weight);
  }

  private double usualPosts(long time) {
    return postShape / postTime * rhythm.factor(time) * Rhythm.HOUR;
  }

  private double floodBar() {
    return hours.exceededOnceIn(FLOOD_ONCE_IN, LEAST_FLOOD);
  }

  private double silentBar() {
    double strictness = 1 + PER_SILENCE * Math.max(0, silences - 1);
    double nominal = NOMINAL * rules.falseSilence().toMillis();
    return strictness * gaps.exceededOnceIn(nominal, LEAST_SILENT);
  }

  private boolean isFlooding() {
    return floodsNow() || floodedBefore;
  }

  /** One post more than usual is nothing, however little is usual. */
  private boolean floodsNow() {
    return isLearnt()
        && hourPosts >= LEAST_FLOOD_POSTS
        && hourPosts >= floodBar() * (usualPosts(hour) + 1);
  }

  private void change(long minute, long before, Consumer<SourceOutput> out) {
    switch (state) {
      case LEARNING -> {
        if (minute - firstAt >= LEARNT_AFTER && active >= LEARNT_MINUTES) {
          enter(SourceState.OK, minute);
        }
      }
      case SILENT -> {
        event(Kind.RECOVERED, minute, before, out);
        enter(SourceState.OK, minute);
      }
      case QUIET -> enter(SourceState.OK, minute);
      case OK -> {
        if (isFlooding()) {
          enter(SourceState.FLOODING, minute);
          event(Kind.FLOODING, minute, before, out);
        }
      }
      case FLOODING -> {
        if (!isFlooding()) {
          event(Kind.CALMED, minute, before, out);
          enter(SourceState.OK, minute);
        }
      }
    }
  }

  private void enter(SourceState next, long at) {
    state = next;
    since = at;
  }

  /** A gap that begins with the last post is judged by what is known now. */
  private void plan() {
    quietAt = Long.MAX_VALUE;
    silentAt = Long.MAX_VALUE;
    if (isLearnt()) {
      double silent = silentBar();
      double quiet = Math.min(silent, gaps.exceededOnceIn(QUIET_ONCE_IN, LEAST_QUIET));
      quietAt = reach(quiet);
      silentAt = reach(silent);
    }
  }

  private long reach(double bar) {
    long time = rhythm.reach(lastAt, bar, forgetAt());
    return time == Long.MAX_VALUE ? time : ceil(Math.max(time, lastAt + LEAST_GAP));
  }

  /**
   * Nothing came until {@link #nextDeadline}.
   *
   * @return whether it is to be watched any longer
   */
  boolean pass(Consumer<SourceOutput> out) {
    long at = nextDeadline();
    if (at >= forgetAt()) {
      event(Kind.FORGOTTEN, at, lastAt, out);
      out.accept(new SourceOutput.Removed(source, at));
      return false;
    }
    if (state == SourceState.QUIET) {
      silences++;
      enter(SourceState.SILENT, at);
      event(Kind.SILENT, at, lastAt, out);
    } else {
      if (state == SourceState.FLOODING) {
        event(Kind.CALMED, at, lastAt, out);
      }
      enter(SourceState.QUIET, at);
    }
    report(at, out);
    return true;
  }

  private void event(Kind kind, long at, long last, Consumer<SourceOutput> out) {
    out.accept(new Event(source, at, kind, last, since, usualGap(), postsPerHour()));
  }

  private void report(long at, Consumer<SourceOutput> out) {
    reportedAt = at;
    out.accept(asToldLast());
  }

  /** How it is, with the time at which that was told last. */
  Report asToldLast() {
    return new Report(
        source,
        reportedAt,
        state,
        since,
        firstAt,
        lastAt,
        usualGap(),
        postsPerHour(),
        state == SourceState.SILENT ? Long.MAX_VALUE : silentAt);
  }

  private long usualGap() {
    return (long) StrictMath.ceil(1 / rhythm.rate());
  }

  private double postsPerHour() {
    return postShape / postTime * Rhythm.HOUR;
  }

  /** Writes all that is known but the name. */
  void writeTo(DataOutput out) throws IOException {
    out.writeByte(state.code());
    out.writeLong(since);
    out.writeLong(firstAt);
    out.writeLong(lastAt);
    out.writeLong(hour);
    out.writeInt(hourActive);
    out.writeInt(hourPosts);
    out.writeBoolean(floodedBefore);
    out.writeInt(active);
    out.writeDouble(postShape);
    out.writeDouble(postTime);
    out.writeDouble(silences);
    out.writeLong(quietAt);
    out.writeLong(silentAt);
    out.writeLong(reportedAt);
    rhythm.writeTo(out);
    gaps.writeTo(out);
    hours.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  SourceWatch readFrom(DataInput in) throws IOException {
    state = SourceState.of(in.readByte());
    since = in.readLong();
    firstAt = in.readLong();
    lastAt = in.readLong();
    hour = in.readLong();
    hourActive = in.readInt();
    hourPosts = in.readInt();
    floodedBefore = in.readBoolean();
    active = in.readInt();
    postShape = in.readDouble();
    postTime = in.readDouble();
    silences = in.readDouble();
    quietAt = in.readLong();
    silentAt = in.readLong();
    reportedAt = in.readLong();
    rhythm.readFrom(in);
    gaps.readFrom(in);
    hours.readFrom(in);
    return this;
  }
}
