package io.tocsin.alerts.core.detect;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Among how many scopes the budget of a rule has to be parted: a key knows nothing of the others,
 * so all of detection is told which were mentioned.
 *
 * <p>How busy a scope is, is the number of ten-minute buckets a day in which it was mentioned, with
 * forgetting (however often: copies make nobody busy). A scope below {@link #BUSY_BUCKETS_A_DAY}
 * counts in part, because the floors keep it silent mostly; and as thresholds of whole counts leave
 * most of a share unspent, {@link #SCOPES_A_PART} busy scopes share one part (docs/detection.md has
 * the figures). Only buckets that the clock has passed count, and sums run in the order of the
 * scopes, so nothing depends on the order in which they are told. At most {@link #MOST} are known,
 * {@link #MOST_OF_A_RULE} of one rule.
 *
 * <p>What is remembered is written in pieces, so that no record of the store grows with the number
 * of scopes and only pieces that changed are written. (States in one piece, as they were written
 * first, are taken up, too.)
 */
final class BusyScopes {

  /** A scope that is mentioned in so many buckets a day counts fully. */
  static final double BUSY_BUCKETS_A_DAY = 0.7;

  /** So many busy scopes share one part of the budget. */
  static final double SCOPES_A_PART = 5;

  /** More scopes of all rules together are not counted. */
  static final int MOST = 100_000;

  /** More scopes of one rule are not counted, so that none crowds out the others. */
  static final int MOST_OF_A_RULE = 20_000;

  private static final int PIECES = 64;
  private static final char PIECE = '/';
  private static final String KEY = "~scopes/";
  private static final String WAITING = "~scopes-waiting/";
  private static final long BUCKET = Forecast.BUCKET_MILLIS;
  private static final long DAY_MILLIS = 86_400_000;
  private static final double FORGOTTEN = 0.01;
  private static final TreeMap<String, Activity> NOTHING = new TreeMap<>();
  private static final TreeSet<RuleScope> NOBODY = new TreeSet<>();

  /** Buckets that a scope is mentioned in, if in all of them: the sum of all weights. */
  private static final double ALL = 1 / (1 - StrictMath.pow(0.5, perHalfLife(1)));

  /** What is left of a bucket after so many more; beyond, it is computed. */
  private static final double[] LEFT_AFTER = leftAfter(4_096);

  private final TreeMap<String, TreeMap<String, Activity>> rules = new TreeMap<>();
  private final TreeMap<Long, TreeSet<RuleScope>> waiting = new TreeMap<>();
  private final TreeSet<String> outdated = new TreeSet<>();
  private final TreeMap<Long, BitSet> changedBuckets = new TreeMap<>();
  private final TreeMap<String, BitSet> changedRules = new TreeMap<>();
  private final Map<String, Double> parts = new HashMap<>();
  private int known;
  private int held;
  private long passed;

  /** Buckets with mentions, as they stood at one of them. */
  private record Activity(double buckets, long bucket) {

    /** What is left of them later; nothing when it is next to nothing, so forgetting is unseen. */
    double at(long later) {
      double left = buckets * leftAfter((double) (later - bucket) / BUCKET);
      return left < FORGOTTEN ? 0 : left;
    }

    Activity busier(Activity other) {
      long later = Math.max(bucket, other.bucket);
      return new Activity(Math.max(at(later), other.at(later)), later);
    }
  }

  private static double perHalfLife(double buckets) {
    return buckets * BUCKET / Forecast.HALF_LIFE_MILLIS;
  }

  private static double leftAfter(double buckets) {
    int whole = (int) buckets;
    return whole == buckets && whole >= 0 && whole < LEFT_AFTER.length
        ? LEFT_AFTER[whole]
        : StrictMath.pow(0.5, perHalfLife(buckets));
  }

  private static double[] leftAfter(int number) {
    double[] left = new double[number];
    Arrays.setAll(left, buckets -> StrictMath.pow(0.5, perHalfLife(buckets)));
    return left;
  }

  /** Takes that a key was mentioned at a time, milliseconds since the epoch. */
  void add(long time, RuleScope key) {
    long bucket = Math.floorDiv(time, BUCKET) * BUCKET;
    if (bucket + BUCKET <= passed || held >= MOST) {
      return;
    }
    if (waiting.computeIfAbsent(bucket, b -> new TreeSet<>()).add(key)) {
      held++;
      changed(bucket, key);
    }
  }

  private void changed(long bucket, RuleScope key) {
    changedBuckets.computeIfAbsent(bucket, b -> new BitSet(PIECES)).set(piece(key));
  }

  private void changed(String rule, String scope) {
    changedRules.computeIfAbsent(rule, r -> new BitSet(PIECES)).set(piece(scope));
  }

  private static int piece(String name) {
    return Math.floorMod(name.hashCode(), PIECES);
  }

  private static int piece(RuleScope key) {
    return Math.floorMod(key.keyHash(), PIECES);
  }

  /** Lets the clock pass all buckets that have ended at a time. */
  void passTo(long time) {
    long end = Math.floorDiv(time, BUCKET) * BUCKET;
    if (end <= passed) {
      return;
    }
    boolean newDay = Math.floorDiv(passed, DAY_MILLIS) != Math.floorDiv(end, DAY_MILLIS);
    passed = end;
    parts.clear();
    for (Map.Entry<Long, TreeSet<RuleScope>> bucket :
        List.copyOf(waiting.headMap(end).entrySet())) {
      for (RuleScope key : bucket.getValue()) {
        mentioned(key, bucket.getKey());
        changed(bucket.getKey(), key);
      }
      waiting.remove(bucket.getKey());
      held -= bucket.getValue().size();
    }
    if (newDay) {
      List.copyOf(rules.keySet()).forEach(this::forget);
    }
  }

  private void forget(String rule) {
    Map<String, Activity> scopes = rules.getOrDefault(rule, NOTHING);
    List<String> silent =
        scopes.entrySet().stream()
            .filter(scope -> scope.getValue().at(passed) == 0)
            .map(Map.Entry::getKey)
            .toList();
    for (String scope : silent) {
      scopes.remove(scope);
      changed(rule, scope);
    }
    known -= silent.size();
    if (scopes.isEmpty()) {
      rules.remove(rule);
    }
  }

  private void mentioned(RuleScope key, long bucket) {
    Map<String, Activity> scopes = rules.get(key.ruleId());
    Activity old = scopes == null ? null : scopes.get(key.scope());
    if (old == null && (known >= MOST || (scopes != null && scopes.size() >= MOST_OF_A_RULE))) {
      return;
    }
    known += old == null ? 1 : 0;
    double buckets = 1 + (old == null ? 0 : old.at(bucket));
    rules
        .computeIfAbsent(key.ruleId(), rule -> new TreeMap<>())
        .put(key.scope(), new Activity(buckets, bucket));
    changed(key.ruleId(), key.scope());
  }

  /** Takes over how busy the scopes of a rule were found to be elsewhere, if that is more. */
  void takeOver(String rule, BusyScopes found) {
    found
        .rules
        .getOrDefault(rule, NOTHING)
        .forEach(
            (scope, theirs) -> {
              TreeMap<String, Activity> scopes = rules.computeIfAbsent(rule, r -> new TreeMap<>());
              Activity mine = scopes.get(scope);
              if (mine == null && (known >= MOST || scopes.size() >= MOST_OF_A_RULE)) {
                return;
              }
              known += mine == null ? 1 : 0;
              scopes.put(scope, mine == null ? theirs : mine.busier(theirs));
              changed(rule, scope);
            });
    parts.clear();
  }

  /** Into how many parts the budget of a rule goes now, at least 1. */
  double parts(String ruleId) {
    TreeMap<String, Activity> scopes = rules.get(ruleId);
    return scopes == null ? 1 : parts.computeIfAbsent(ruleId, rule -> parts(scopes));
  }

  private double parts(Map<String, Activity> scopes) {
    double busy = 0;
    for (Activity activity : scopes.values()) {
      double aDay = activity.at(passed) / ALL * ((double) DAY_MILLIS / BUCKET);
      double part = Math.min(1, aDay / BUSY_BUCKETS_A_DAY);
      busy += part * part;
    }
    return Math.max(1, busy / SCOPES_A_PART);
  }

  /** Writes what has changed since the last time. */
  void store(KeyStates states) {
    outdated.forEach(states::delete);
    outdated.clear();
    changedBuckets.forEach((bucket, changed) -> storeWaiting(bucket, changed, states));
    changedBuckets.clear();
    changedRules.forEach((rule, changed) -> storeScopes(rule, changed, states));
    changedRules.clear();
  }

  private void storeWaiting(long bucket, BitSet changed, KeyStates states) {
    Map<Integer, List<RuleScope>> pieces =
        inPieces(waiting.getOrDefault(bucket, NOBODY), changed, BusyScopes::piece);
    changed.stream()
        .forEach(
            piece -> {
              List<RuleScope> keys = pieces.getOrDefault(piece, List.of());
              put(
                  states,
                  WAITING + bucket + PIECE + piece,
                  keys.isEmpty(),
                  out -> write(out, keys));
            });
  }

  private void storeScopes(String rule, BitSet changed, KeyStates states) {
    Map<Integer, List<Map.Entry<String, Activity>>> pieces =
        inPieces(
            rules.getOrDefault(rule, NOTHING).entrySet(), changed, scope -> piece(scope.getKey()));
    changed.stream()
        .forEach(
            piece -> {
              List<Map.Entry<String, Activity>> scopes = pieces.getOrDefault(piece, List.of());
              put(
                  states,
                  KEY + rule + PIECE + piece,
                  scopes.isEmpty(),
                  out -> writeScopes(out, scopes));
            });
  }

  /** Those that belong to pieces that have changed, by piece, in their order. */
  private static <T> Map<Integer, List<T>> inPieces(
      Collection<T> all, BitSet changed, ToIntFunction<T> pieceOf) {
    Map<Integer, List<T>> pieces = new HashMap<>();
    for (T one : all) {
      int piece = pieceOf.applyAsInt(one);
      if (changed.get(piece)) {
        pieces.computeIfAbsent(piece, p -> new ArrayList<>()).add(one);
      }
    }
    return pieces;
  }

  private static void put(
      KeyStates states, String key, boolean isNothing, StateBytes.Writing writing) {
    if (isNothing) {
      states.delete(key);
    } else {
      states.put(key, StateBytes.write(writing));
    }
  }

  /** Whether a state is one that {@link #store} wrote. */
  static boolean isKey(String key) {
    return key.startsWith(KEY) || key.startsWith(WAITING);
  }

  /**
   * Takes up a state that {@link #store} wrote.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when it is of another format or cut
   *     short
   */
  void restore(String key, byte[] bytes) {
    StateBytes.read(bytes, "scopes", in -> restore(key, in));
  }

  private void restore(String key, DataInputStream in) throws IOException {
    String name = key.substring(key.startsWith(KEY) ? KEY.length() : WAITING.length());
    int piece = name.indexOf(PIECE);
    boolean isWhole = piece < 0;
    String owner = isWhole ? name : name.substring(0, piece);
    if (isWhole) {
      outdated.add(key);
    }
    if (key.startsWith(KEY)) {
      readScopes(owner, isWhole, in);
    } else {
      readWaiting(Long.parseLong(owner), isWhole, in);
    }
  }

  private static void write(DataOutput out, List<RuleScope> keys) throws IOException {
    Bytes.writeInt(out, keys.size());
    for (RuleScope key : keys) {
      Bytes.writeText(out, key.key());
    }
  }

  private void readWaiting(long bucket, boolean isWhole, DataInputStream in) throws IOException {
    TreeSet<RuleScope> keys = waiting.computeIfAbsent(bucket, b -> new TreeSet<>());
    int before = keys.size();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      RuleScope key = RuleScope.parse(Bytes.readText(in));
      keys.add(key);
      if (isWhole) {
        changed(bucket, key);
      }
    }
    held += keys.size() - before;
  }

  private static void writeScopes(DataOutput out, List<Map.Entry<String, Activity>> scopes)
      throws IOException {
    Bytes.writeInt(out, scopes.size());
    for (Map.Entry<String, Activity> scope : scopes) {
      Bytes.writeText(out, scope.getKey());
      out.writeDouble(scope.getValue().buckets());
      out.writeLong(scope.getValue().bucket());
    }
  }

  private void readScopes(String rule, boolean isWhole, DataInputStream in) throws IOException {
    TreeMap<String, Activity> scopes = rules.computeIfAbsent(rule, r -> new TreeMap<>());
    int before = scopes.size();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      String scope = Bytes.readText(in);
      scopes.put(scope, new Activity(in.readDouble(), in.readLong()));
      if (isWhole) {
        changed(rule, scope);
      }
    }
    known += scopes.size() - before;
  }
}
