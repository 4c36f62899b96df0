package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All of one detect partition: holds mentions until the clock has passed them, then takes them and
 * the minute ticks, merged in order, and gives what they lead to.
 *
 * <p>Order: mentions by {@link PendingMentions#ORDER}; the tick of a minute follows all mentions
 * with times up to and including it; at a tick, keys by rule and scope. What a key gives depends on
 * nothing but its own mentions and ticks, so neither the interleaving of partitions nor the cadence
 * of the clock nor a restart can be seen in the outputs. Only keys that have something to do are
 * ticked; an idle one catches up at its next mention. Not thread-safe.
 *
 * <p>A mention that comes after the clock has passed it (only a broken upstream does that) is taken
 * at the next advance, at the time that the clock had.
 */
public final class DetectStage {

  /** The distance of ticks, in milliseconds. */
  public static final long TICK_MILLIS = 60_000;

  private static final long SWEEP_MILLIS = 86_400_000;
  private static final int MAX_LOADED = 10_000;
  private static final String CLOCK_KEY = "~clock";
  private static final long UNSET = Long.MIN_VALUE;

  private final RuleBook rules;
  private final PendingMentions pending;
  private final KeyStates states;
  private final DetectorLimits limits;
  private final TreeSet<RuleScope> ticking = new TreeSet<>();
  private final Map<RuleScope, SpikeDetector> loaded = new HashMap<>();
  private final Set<RuleScope> changed = new HashSet<>();
  private final Background background = new Background();
  private long clock;
  private int workLeft;

  /**
   * A stage on its stores, which may carry what an earlier one has left there.
   *
   * @param rules the rules in effect
   * @param pending mentions that wait
   * @param states what is remembered of each key; read once completely here
   */
  public DetectStage(RuleBook rules, PendingMentions pending, KeyStates states) {
    this(rules, pending, states, DetectorLimits.STANDARD);
  }

  /** The same with other limits. */
  public DetectStage(
      RuleBook rules, PendingMentions pending, KeyStates states, DetectorLimits limits) {
    this.rules = rules;
    this.pending = pending;
    this.states = states;
    this.limits = limits;
    byte[] clockBytes = states.get(CLOCK_KEY);
    this.clock = clockBytes == null ? UNSET : ByteBuffer.wrap(clockBytes).getLong();
    states.forEach(this::restore);
  }

  /**
   * How far mentions and ticks have been taken, in milliseconds; empty before the first advance.
   */
  public OptionalLong clock() {
    return clock == UNSET ? OptionalLong.empty() : OptionalLong.of(clock);
  }

  /** How many keys are ticked each minute: those with live mentions or an open alert. */
  public int tickingKeys() {
    return ticking.size();
  }

  /** Holds a mention until the clock has passed it. */
  public void hold(MentionEvent mention) {
    pending.add(mention);
  }

  /** Takes what was counted, before the clock has passed it. */
  public void told(List<MinuteCount> counts) {
    background.add(counts);
    background.store(states);
  }

  /**
   * Takes everything up to and including a time. Afterwards all is in the stores.
   *
   * @param time the merged clock, milliseconds since the epoch; one that is not later than {@link
   *     #clock()} is ignored
   * @param out takes the outputs in their order
   */
  public void advance(long time, Consumer<DetectOutput> out) {
    advance(time, Integer.MAX_VALUE, out);
  }

  /**
   * The same with an end to the work, so that a backlog can be taken in slices. Where the slices
   * end cannot be seen in the outputs. Until it has arrived, nothing may be held that is not later
   * than the time; a clock that keeps its promise sees to that.
   *
   * @param work mentions and ticks of keys after which it stops as soon as it can: after a mention,
   *     or after a minute for all keys
   * @return whether it has arrived; if not, it must be called again with this time or a later one
   */
  public boolean advance(long time, int work, Consumer<DetectOutput> out) {
    if (time <= clock) {
      return true;
    }
    long before = clock;
    workLeft = work;
    pending.takeUpTo(time, mention -> takeMention(mention, out));
    if (workLeft > 0 && tickThrough(time, out)) {
      clock = time;
    }
    store();
    if (before != UNSET
        && Math.floorDiv(before, SWEEP_MILLIS) != Math.floorDiv(clock, SWEEP_MILLIS)) {
      sweep();
    }
    return clock == time;
  }

  /** Takes a mention; false when the work is done before it is its turn. */
  private boolean takeMention(MentionEvent mention, Consumer<DetectOutput> out) {
    long time = Math.max(mention.time(), clock);
    if (workLeft <= 0 || !tickThrough(time - 1, out)) {
      return false;
    }
    workLeft--;
    clock = Math.max(clock, time - 1);
    background.passTo(time);
    RuleScope key = RuleScope.of(mention);
    SpikeDetector detector = detector(key);
    detector.onMention(rules.find(key.ruleId()), at(mention, time), out);
    keep(key, detector);
    return true;
  }

  /** Ticks the minutes after the clock up to and including a time; false when work ends before. */
  private boolean tickThrough(long time, Consumer<DetectOutput> out) {
    if (clock == UNSET || ticking.isEmpty()) {
      return true;
    }
    long minute = (Math.floorDiv(clock, TICK_MILLIS) + 1) * TICK_MILLIS;
    for (; minute <= time && !ticking.isEmpty(); minute += TICK_MILLIS) {
      if (workLeft <= 0) {
        return false;
      }
      background.passTo(minute);
      for (RuleScope key : List.copyOf(ticking)) {
        workLeft--;
        SpikeDetector detector = detector(key);
        @Nullable Rule rule = rules.find(key.ruleId());
        detector.onTick(rule, minute, out);
        keep(key, detector);
      }
      clock = minute;
    }
    return true;
  }

  private static MentionEvent at(MentionEvent mention, long time) {
    return mention.time() == time
        ? mention
        : new MentionEvent(
            mention.ruleId(),
            mention.ruleVersion(),
            mention.ruleHash(),
            mention.scope(),
            mention.sign(),
            time,
            mention.mentionedAt(),
            mention.postKey(),
            mention.revision(),
            mention.source(),
            mention.signature(),
            mention.title(),
            mention.url(),
            mention.excerpt(),
            mention.highlights(),
            mention.negated(),
            mention.reason());
  }

  private SpikeDetector detector(RuleScope key) {
    return loaded.computeIfAbsent(key, this::load);
  }

  private SpikeDetector load(RuleScope key) {
    byte[] bytes = states.get(key.key());
    return bytes == null
        ? SpikeDetector.fresh(key, limits, background)
        : SpikeDetector.fromBytes(key, limits, background, bytes);
  }

  private void keep(RuleScope key, SpikeDetector detector) {
    boolean moved = detector.needsTicks() ? ticking.add(key) : ticking.remove(key);
    if (detector.takeChanged() || moved) {
      changed.add(key);
    }
    if (loaded.size() > MAX_LOADED) {
      writeChanged();
      loaded.clear();
    }
  }

  private void restore(String key, byte[] bytes) {
    background.restore(key, bytes);
    if (!key.startsWith("~") && KeyState.needsTicks(bytes)) {
      ticking.add(RuleScope.parse(key));
    }
  }

  private void store() {
    writeChanged();
    background.passTo(clock);
    background.store(states);
    loaded.keySet().retainAll(ticking);
    states.put(CLOCK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(clock).array());
  }

  private void writeChanged() {
    for (RuleScope key : changed) {
      states.put(key.key(), detector(key).toBytes());
    }
    changed.clear();
  }

  /** Removes what is left of keys that fell silent long ago; nobody can tell. */
  private void sweep() {
    Map<String, byte[]> smaller = new HashMap<>();
    List<String> forgotten = new ArrayList<>();
    states.forEach(
        (key, bytes) -> {
          if (key.startsWith("~") || ticking.contains(RuleScope.parse(key))) {
            return;
          }
          SpikeDetector detector =
              SpikeDetector.fromBytes(RuleScope.parse(key), limits, background, bytes);
          if (detector.shrink(clock)) {
            if (detector.isForgotten()) {
              forgotten.add(key);
            } else {
              smaller.put(key, detector.toBytes());
            }
          }
        });
    smaller.forEach(states::put);
    forgotten.forEach(states::delete);
  }
}
