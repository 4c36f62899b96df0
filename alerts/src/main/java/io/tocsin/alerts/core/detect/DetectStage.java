package io.tocsin.alerts.core.detect;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
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
 * of the clock nor a restart can be seen in the outputs. A key is ticked only when that may change
 * something ({@link TickSchedule}); an idle one catches up at its next mention. The rules must not
 * change within an advance. Not thread-safe.
 *
 * <p>A rule has at most {@link DetectorLimits#scopes} keys here. Beyond that, mentions of new ones
 * are refused and counted, and the daily sweep makes room; which keys that meets depends on the
 * partition, so only below it do different numbers of partitions give the same.
 *
 * <p>A mention that comes after the clock has passed it (only a broken upstream does that) is taken
 * at the next advance, at the time that the clock had.
 */
public final class DetectStage {

  /** The distance of ticks, in milliseconds. */
  public static final long TICK_MILLIS = 60_000;

  private static final long SWEEP_MILLIS = 86_400_000;

  /** What may be in memory at a time: mentions, and for each key {@link #KEY_WEIGHT}. */
  private static final int MAX_LOADED = 2_000_000;

  /** What a key takes beside its mentions, in mentions. */
  private static final int KEY_WEIGHT = 40;

  /** Mentions of the past after which an advance goes through no further rule's history. */
  private static final int ADOPTION_WORK = 20_000;

  /** What a rule takes beside its mentions, in mentions. */
  private static final int ADOPTION_OF_A_RULE = 100;

  private static final String CLOCK_KEY = "~clock";
  private static final long UNSET = Long.MIN_VALUE;

  private final RuleBook rules;
  private final PendingMentions pending;
  private final KeyStates states;
  private final DetectorLimits limits;
  private final int maxLoaded;
  private final TickSchedule<Key> ticking = new TickSchedule<>();
  private final Map<String, Optional<Rule>> seen = new HashMap<>();
  private final Map<RuleScope, Key> held = new HashMap<>();
  private final List<Key> touched = new ArrayList<>();
  private final Background background = new Background();
  private final KeyCounts keys;
  private final Baselines baselines;
  private int refused;
  private long weight;
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
    this(rules, pending, states, limits, MAX_LOADED);
  }

  DetectStage(
      RuleBook rules,
      PendingMentions pending,
      KeyStates states,
      DetectorLimits limits,
      int maxLoaded) {
    this.rules = rules;
    this.pending = pending;
    this.states = states;
    this.limits = limits;
    this.maxLoaded = maxLoaded;
    this.keys = new KeyCounts(limits.scopes());
    byte[] clockBytes = states.get(CLOCK_KEY);
    this.clock = clockBytes == null ? UNSET : ByteBuffer.wrap(clockBytes).getLong();
    this.baselines = new Baselines(states, Baselines.MOST_LOGGED);
    background.awaitBaselines(baselines::isAwaited);
    states.forEach(this::restore);
    baselines.restoreLogs();
  }

  /**
   * How far mentions and ticks have been taken, in milliseconds; empty before the first advance.
   */
  public OptionalLong clock() {
    return clock == UNSET ? OptionalLong.empty() : OptionalLong.of(clock);
  }

  /** A key that is ticked or in memory. */
  private static final class Key extends TickSchedule.Entry<Key> {

    private final String name;
    private @Nullable SpikeDetector detector;
    private boolean touched;
    private boolean changed;
    private int weight;

    Key(RuleScope key) {
      super(key);
      this.name = key.key();
    }
  }

  /** How many keys live by the clock: those with live mentions or an open alert. */
  public int tickingKeys() {
    return ticking.size();
  }

  /**
   * How many mentions were not taken since the last call, because their rules have too many keys.
   */
  public int takeRefused() {
    int taken = refused;
    refused = 0;
    return taken;
  }

  /** Rules whose history has become their baseline since the last call. */
  public int takeAdopted() {
    return baselines.takeAdopted();
  }

  /** Rules whose history came to nothing since the last call. */
  public int takeUnadopted() {
    return baselines.takeRefused();
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

  /** Takes what is told of the history of a new rule; it is kept until all of it has come. */
  public void told(WarmStart news) {
    baselines.take(news, clock);
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
    wakeChangedRules();
    adoptBaselines(out);
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

  /** Not all at once: going through a history takes a while. */
  private void adoptBaselines(Consumer<DetectOutput> out) {
    if (clock == UNSET) {
      return;
    }
    baselines.expire(clock);
    int left = ADOPTION_WORK;
    Optional<Rule> next = baselines.complete(rules);
    while (left > 0 && next.isPresent()) {
      left -= ADOPTION_OF_A_RULE + adopt(next.get(), out);
      next = baselines.complete(rules);
    }
  }

  private int adopt(Rule rule, Consumer<DetectOutput> out) {
    InMemoryKeyStates found = new InMemoryKeyStates();
    DetectStage fresh =
        new DetectStage(
            id -> id.equals(rule.ruleId()) ? rule : null,
            new InMemoryPendingMentions(),
            found,
            limits);
    int work = baselines.run(rule, clock, fresh, pending);
    background.takeOver(rule.ruleId(), fresh.background);
    found.forEach(
        rule.ruleId(),
        (name, bytes) -> {
          RuleScope key = RuleScope.parse(name);
          if (!isAdmitted(key)) {
            refused++;
            return;
          }
          Key known = held(key);
          SpikeDetector detector = detectorOf(known);
          detector.adopt(rule, KeyState.fromBytes(bytes, limits), clock, out);
          keep(known, detector, clock);
        });
    return work;
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
    RuleScope scope = RuleScope.of(mention);
    if (!isAdmitted(scope)) {
      refused++;
      return true;
    }
    baselines.log(at(mention, time));
    Key key = held(scope);
    SpikeDetector detector = detectorOf(key);
    detector.onMention(rules.find(mention.ruleId()), at(mention, time), out);
    keep(key, detector, time - 1);
    return true;
  }

  /** A key that is new to a rule with as many as it may have is not taken up. */
  private boolean isAdmitted(RuleScope key) {
    return keys.hasRoom(key.ruleId()) || held.containsKey(key) || states.get(key.key()) != null;
  }

  /** Ticks the minutes after the clock up to and including a time; false when work ends before. */
  private boolean tickThrough(long time, Consumer<DetectOutput> out) {
    if (clock == UNSET) {
      return true;
    }
    for (long minute = nextMinute(); minute <= time; minute = nextMinute()) {
      if (workLeft <= 0) {
        return false;
      }
      background.passTo(minute);
      for (Key due : ticking.due(minute)) {
        workLeft--;
        SpikeDetector detector = detectorOf(due);
        detector.onTick(rules.find(due.key().ruleId()), minute, out);
        keep(due, detector, minute);
      }
      clock = minute;
    }
    return true;
  }

  /** The next minute after the clock at which a key has to be ticked. */
  private long nextMinute() {
    long next = ticking.next();
    return next == Long.MAX_VALUE ? next : minuteFrom(Math.max(next, clock + 1));
  }

  private static long minuteFrom(long time) {
    return Math.floorDiv(time + TICK_MILLIS - 1, TICK_MILLIS) * TICK_MILLIS;
  }

  /** A rule that is not what it was may end what its keys have begun: at their next tick. */
  private void wakeChangedRules() {
    for (String ruleId : ticking.rules()) {
      Optional<Rule> now = Optional.ofNullable(rules.find(ruleId));
      if (!now.equals(seen.put(ruleId, now))) {
        ticking.putAll(ruleId, clock + 1);
      }
    }
    if (seen.size() > 2 * ticking.rules().size()) {
      seen.keySet().retainAll(ticking.rules());
    }
  }

  private static MentionEvent at(MentionEvent mention, long time) {
    return mention.time() == time ? mention : mention.at(time);
  }

  private Key held(RuleScope key) {
    return held.computeIfAbsent(key, Key::new);
  }

  private SpikeDetector detectorOf(Key key) {
    @Nullable SpikeDetector known = key.detector;
    if (known != null) {
      return known;
    }
    byte[] bytes = states.get(key.name);
    if (bytes == null) {
      keys.add(key.key());
    }
    SpikeDetector detector =
        bytes == null
            ? SpikeDetector.fresh(key.key(), limits, background)
            : SpikeDetector.fromBytes(key.key(), limits, background, bytes);
    key.detector = detector;
    return detector;
  }

  /** Notes what a mention or tick has left of a key, and when it must be ticked next. */
  private void keep(Key key, SpikeDetector detector, long now) {
    boolean was = key.isTicking();
    boolean is = detector.needsTicks();
    if (is) {
      ticking.put(key, minuteFrom(Math.max(detector.nextTick(), now + 1)));
    } else if (was) {
      ticking.remove(key);
    }
    key.changed |= detector.takeChanged() || was != is;
    if (!key.touched) {
      key.touched = true;
      touched.add(key);
    }
    int heavy = KEY_WEIGHT + detector.liveMentions();
    weight += heavy - key.weight;
    key.weight = heavy;
    if (weight > maxLoaded) {
      writeTouched();
      unload();
    }
  }

  /** Makes room: those go that are ticked last. */
  private void unload() {
    List<Key> all = new ArrayList<>();
    for (Key key : held.values()) {
      if (key.detector != null) {
        all.add(key);
      }
    }
    all.sort(Comparator.comparingLong(key -> -key.time()));
    for (Key key : all) {
      if (2 * weight <= maxLoaded) {
        return;
      }
      forget(key);
    }
  }

  private void forget(Key key) {
    key.detector = null;
    weight -= key.weight;
    key.weight = 0;
    if (!key.isTicking()) {
      held.remove(key.key());
    }
  }

  private void restore(String key, byte[] bytes) {
    background.restore(key, bytes);
    baselines.restore(key, bytes);
    if (key.startsWith("~")) {
      return;
    }
    RuleScope parsed = RuleScope.parse(key);
    keys.add(parsed);
    if (KeyState.needsTicks(bytes)) {
      ticking.put(held(parsed), clock + 1);
    }
  }

  private void store() {
    writeTouched();
    background.passTo(clock);
    background.store(states);
    states.put(CLOCK_KEY, ByteBuffer.allocate(Long.BYTES).putLong(clock).array());
  }

  private void writeTouched() {
    for (Key key : touched) {
      if (key.changed) {
        states.put(key.name, requireNonNull(key.detector, "changed, so in memory").toBytes());
      }
      if (!key.isTicking()) {
        forget(key);
      }
      key.changed = false;
      key.touched = false;
    }
    touched.clear();
  }

  /** Removes what is left of keys that fell silent long ago; nobody can tell. */
  private void sweep() {
    Map<String, byte[]> smaller = new HashMap<>();
    List<String> forgotten = new ArrayList<>();
    states.forEach(
        (key, bytes) -> {
          if (key.startsWith("~")
              || KeyState.needsTicks(bytes)
              || !KeyState.couldShrinkBy(clock, bytes)) {
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
    forgotten.forEach(this::delete);
    keys.surplus().forEach(this::makeRoom);
  }

  private void delete(String key) {
    states.delete(key);
    keys.remove(RuleScope.parse(key));
  }

  /** Of a rule with too many keys, those go of which least is known. */
  private void makeRoom(String ruleId, int surplus) {
    TreeMap<Double, TreeSet<String>> byWorth = new TreeMap<>();
    states.forEach(
        (key, bytes) -> {
          if (!key.startsWith("~") && !KeyState.needsTicks(bytes)) {
            RuleScope parsed = RuleScope.parse(key);
            if (parsed.ruleId().equals(ruleId)) {
              double worth = SpikeDetector.fromBytes(parsed, limits, background, bytes).worth();
              byWorth.computeIfAbsent(worth, w -> new TreeSet<>()).add(key);
            }
          }
        });
    byWorth.headMap(Double.POSITIVE_INFINITY).values().stream()
        .flatMap(TreeSet::stream)
        .limit(surplus)
        .toList()
        .forEach(this::delete);
  }
}
