package io.tocsin.alerts.core.detect;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.Rule;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The histories of rules that are new, as far as they have come: a log of what match has found in
 * the posts before the rule came, and of what was taken since. When all match partitions have told
 * theirs, {@link #run} goes through the whole log as if the rule had been there all along.
 *
 * <p>Bounded: {@link #mostLogged} mentions of all rules, and {@link #MOST_WAIT_MILLIS} of the clock
 * for each; a rule beyond that goes on with what it has counted itself.
 */
final class Baselines {

  /** By the clock no rule waits longer for its history: 6 hours, in milliseconds. */
  static final long MOST_WAIT_MILLIS = 21_600_000;

  /** Mentions in the logs of all rules together. */
  static final int MOST_LOGGED = 1_000_000;

  private static final String KEY = "~warm/";
  private static final String LOG = "~warm-log/";
  private static final String PART = "/";
  private static final HexFormat NUMBER = HexFormat.of();
  private static final int NUMBER_DIGITS = 16;
  private static final byte MENTIONS = 1;
  private static final byte BUSY = 2;
  private static final long BUCKET = Forecast.BUCKET_MILLIS;

  private final KeyStates states;
  private final int mostLogged;
  private final TreeMap<String, Waiting> waiting = new TreeMap<>();
  private int logged;
  private int refused;
  private int adopted;

  /** A rule whose history has not come completely. */
  private static final class Waiting {
    private final String hash;
    private final int of;
    private long since;
    private final TreeMap<Integer, Long> ended = new TreeMap<>();
    private long entries;
    private int mentions;
    private boolean overfull;

    Waiting(String hash, int of, long since) {
      this.hash = hash;
      this.of = of;
      this.since = since;
    }

    boolean isComplete() {
      return ended.size() == of;
    }

    /** From when on the history is whole in all partitions. */
    long from() {
      return ended.values().stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
    }
  }

  Baselines(KeyStates states, int mostLogged) {
    this.states = states;
    this.mostLogged = mostLogged;
  }

  /** Whether a rule still waits for its history: what is counted so far says little. */
  boolean isAwaited(String ruleId) {
    return !waiting.isEmpty() && waiting.containsKey(ruleId);
  }

  /** Rules whose history came to nothing since the last call. */
  int takeRefused() {
    int taken = refused;
    refused = 0;
    return taken;
  }

  /** Rules whose history has become their baseline since the last call. */
  int takeAdopted() {
    int taken = adopted;
    adopted = 0;
    return taken;
  }

  /**
   * Takes what a match partition tells.
   *
   * @param clock the time that the clock has, milliseconds since the epoch
   */
  void take(WarmStart told, long clock) {
    if (told instanceof WarmStart.Begun begun) {
      begin(begun, clock);
      return;
    }
    Waiting rule = waiting.get(told.ruleId());
    if (rule == null || !rule.hash.equals(told.ruleHash())) {
      return;
    }
    if (told instanceof WarmStart.Found found) {
      append(found.ruleId(), rule, found.mentions());
    } else if (told instanceof WarmStart.Busy busy) {
      put(busy.ruleId(), rule, BUSY, 0, out -> writeBusy(out, busy));
    } else if (told instanceof WarmStart.Ended ended) {
      rule.ended.put(ended.partition(), ended.from());
      store(ended.ruleId(), rule);
      forgetIfNothingWas(ended.ruleId(), rule);
    }
  }

  /** A rule that was there when its partitions began: there is nothing to go through. */
  private void forgetIfNothingWas(String ruleId, Waiting rule) {
    boolean began = rule.ended.values().stream().allMatch(from -> from == Long.MIN_VALUE);
    if (rule.isComplete() && rule.entries == 0 && began) {
      adopted++;
      forget(ruleId);
    }
  }

  private void begin(WarmStart.Begun begun, long clock) {
    Waiting known = waiting.get(begun.ruleId());
    if (known != null && known.hash.equals(begun.ruleHash()) && known.of == begun.of()) {
      known.ended.remove(begun.partition());
      store(begun.ruleId(), known);
      return;
    }
    if (known != null) {
      refuse(begun.ruleId());
    }
    Waiting fresh = new Waiting(begun.ruleHash(), begun.of(), clock);
    waiting.put(begun.ruleId(), fresh);
    store(begun.ruleId(), fresh);
  }

  /** Notes a mention that is taken, when its rule waits. */
  void log(MentionEvent mention) {
    if (waiting.isEmpty()) {
      return;
    }
    Waiting rule = waiting.get(mention.ruleId());
    if (rule != null && rule.hash.equals(mention.ruleHash())) {
      append(mention.ruleId(), rule, List.of(mention));
    }
  }

  private void append(String ruleId, Waiting rule, List<MentionEvent> mentions) {
    rule.overfull |= logged + mentions.size() > mostLogged;
    if (!rule.overfull) {
      put(ruleId, rule, MENTIONS, mentions.size(), out -> writeMentions(out, mentions));
    }
  }

  private void put(
      String ruleId, Waiting rule, byte kind, int mentions, StateBytes.Writing writing) {
    states.put(
        logKey(ruleId, rule.entries),
        StateBytes.write(
            out -> {
              out.writeByte(kind);
              Bytes.writeInt(out, mentions);
              writing.to(out);
            }));
    rule.entries++;
    rule.mentions += mentions;
    logged += mentions;
  }

  private static void writeMentions(DataOutput out, List<MentionEvent> mentions)
      throws IOException {
    for (MentionEvent mention : mentions) {
      MentionBytes.write(out, mention);
    }
  }

  private static void writeBusy(DataOutput out, WarmStart.Busy busy) throws IOException {
    Bytes.writeText(out, busy.scope());
    Bytes.writeInt(out, busy.buckets().size());
    for (long bucket : busy.buckets()) {
      out.writeLong(bucket);
    }
  }

  private void store(String ruleId, Waiting rule) {
    states.put(KEY + ruleId, StateBytes.write(out -> write(out, rule)));
  }

  private static void write(DataOutput out, Waiting rule) throws IOException {
    Bytes.writeText(out, rule.hash);
    Bytes.writeInt(out, rule.of);
    out.writeLong(rule.since);
    Bytes.writeInt(out, rule.ended.size());
    for (Map.Entry<Integer, Long> ended : rule.ended.entrySet()) {
      Bytes.writeInt(out, ended.getKey());
      out.writeLong(ended.getValue());
    }
  }

  /**
   * Takes up a state of an earlier run, and passes over any other. The log may come before the rule
   * that it is of.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when it cannot be read
   */
  void restore(String key, byte[] bytes) {
    if (key.startsWith(KEY)) {
      String ruleId = key.substring(KEY.length());
      StateBytes.read(bytes, "warm starts", in -> waiting.put(ruleId, read(in)));
    }
  }

  /** Finds out what the logs of an earlier run hold; after all states were restored. */
  void restoreLogs() {
    if (!waiting.isEmpty()) {
      states.forEach(LOG, this::restoreLog);
    }
    logged = waiting.values().stream().mapToInt(rule -> rule.mentions).sum();
  }

  private void restoreLog(String key, byte[] bytes) {
    int end = key.length() - NUMBER_DIGITS;
    Waiting rule = waiting.get(key.substring(LOG.length(), end - PART.length()));
    if (rule != null) {
      long number = HexFormat.fromHexDigitsToLong(key, end, key.length());
      rule.entries = Math.max(rule.entries, number + 1);
      StateBytes.read(bytes, "warm starts", in -> rule.mentions += mentionsOf(in));
    }
  }

  private static int mentionsOf(DataInputStream in) throws IOException {
    in.readByte();
    return Bytes.readInt(in);
  }

  private static Waiting read(DataInputStream in) throws IOException {
    Waiting rule = new Waiting(Bytes.readText(in), Bytes.readInt(in), in.readLong());
    for (int left = Bytes.readInt(in); left > 0; left--) {
      rule.ended.put(Bytes.readInt(in), in.readLong());
    }
    return rule;
  }

  /** Gives up those for which it is no use to wait any more. */
  void expire(long clock) {
    List<String> late = new ArrayList<>();
    waiting.forEach(
        (ruleId, rule) -> {
          rule.since = rule.since == Long.MIN_VALUE ? clock : rule.since;
          if (rule.overfull
              || clock - rule.since > MOST_WAIT_MILLIS
              || (rule.isComplete() && rule.from() == Long.MAX_VALUE)) {
            late.add(ruleId);
          }
        });
    late.forEach(this::refuse);
  }

  private void refuse(String ruleId) {
    refused++;
    forget(ruleId);
  }

  /** By the keys that its log must have: a store steps over what was deleted when it is scanned. */
  private void forget(String ruleId) {
    Waiting gone = waiting.remove(ruleId);
    if (gone != null) {
      logged -= gone.mentions;
      states.delete(KEY + ruleId);
      for (long number = 0; number < gone.entries; number++) {
        states.delete(logKey(ruleId, number));
      }
    }
  }

  private static String logKey(String ruleId, long number) {
    return LOG + ruleId + PART + NUMBER.toHexDigits(number);
  }

  /** The first rule whose history is complete and of the meaning that is in effect. */
  Optional<Rule> complete(RuleBook rules) {
    for (Map.Entry<String, Waiting> candidate : waiting.entrySet()) {
      Rule rule = candidate.getValue().isComplete() ? rules.find(candidate.getKey()) : null;
      if (rule != null && rule.enabled() && rule.hash().equals(candidate.getValue().hash)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /**
   * Goes through the log of a rule that is {@link #complete}, and forgets it.
   *
   * @param clock up to and including this time, milliseconds since the epoch
   * @param fresh has nothing behind it; takes what happened up to then
   * @param later takes the mentions that the clock has not passed
   * @return how much there was to go through
   */
  int run(Rule rule, long clock, DetectStage fresh, PendingMentions later) {
    Waiting complete = requireNonNull(waiting.get(rule.ruleId()), "not complete");
    Log log = new Log(complete.from());
    for (long number = 0; number < complete.entries; number++) {
      byte @Nullable [] entry = states.get(logKey(rule.ruleId(), number));
      if (entry != null) {
        int format = KeyState.FORMAT.of(entry);
        StateBytes.read(entry, "warm starts", in -> log.read(in, format));
      }
    }
    for (MentionEvent mention : log.mentions) {
      if (mention.time() <= clock) {
        fresh.hold(mention);
      } else {
        later.add(mention);
      }
    }
    log.busy.forEach(
        (bucket, scopes) -> {
          fresh.told(counts(rule, bucket, scopes));
          fresh.advance(Math.min(clock, bucket + BUCKET - 1), output -> {});
        });
    fresh.advance(clock, output -> {});
    adopted++;
    forget(rule.ruleId());
    return log.mentions.size() + log.busy.size();
  }

  private static List<MinuteCount> counts(Rule rule, long bucket, Set<String> scopes) {
    return scopes.stream()
        .map(scope -> new RuleScope(rule.ruleId(), scope).key())
        .map(key -> new MinuteCount(MinuteCount.What.MENTIONS, bucket, key, 1))
        .toList();
  }

  /** What is read of a log: each mention once. */
  private static final class Log {
    private final long from;
    private final TreeSet<MentionEvent> mentions = new TreeSet<>(PendingMentions.ORDER);
    private final NavigableMap<Long, Set<String>> busy = new TreeMap<>();

    Log(long from) {
      this.from = from;
    }

    void read(DataInputStream in, int format) throws IOException {
      byte kind = in.readByte();
      int count = Bytes.readInt(in);
      if (kind == MENTIONS) {
        readMentions(in, count, format);
      } else if (kind == BUSY) {
        readBusy(in);
      }
    }

    private void readMentions(DataInputStream in, int count, int format) throws IOException {
      for (int left = count; left > 0; left--) {
        MentionEvent mention =
            format < KeyState.FORMAT_WITH_POINTS
                ? MentionBytes.readWithoutPoint(in)
                : MentionBytes.read(in);
        if (mention.mentionedAt() >= from) {
          mentions.add(mention);
        }
      }
    }

    private void readBusy(DataInputStream in) throws IOException {
      String scope = Bytes.readText(in);
      for (int left = Bytes.readInt(in); left > 0; left--) {
        long bucket = in.readLong();
        if (bucket >= from) {
          busy.computeIfAbsent(bucket, b -> new TreeSet<>()).add(scope);
        }
      }
    }
  }
}
