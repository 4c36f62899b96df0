package io.tocsin.alerts.core.detect;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Among how many scopes the budget of a rule has to be parted: a key knows nothing of the others,
 * so all of detection is told which were mentioned.
 *
 * <p>How busy a scope is, is the number of ten-minute buckets a day in which it was mentioned, with
 * forgetting (however often: copies make nobody busy). A scope below {@link #BUSY_BUCKETS_A_DAY}
 * counts in part, because the floors keep it silent mostly; and as thresholds of whole counts leave
 * most of a share unspent, {@link #SCOPES_A_PART} busy scopes share one part (docs/detection.md has
 * the figures). Only buckets that the clock has passed count, and sums run in the order of the
 * scopes, so nothing depends on the order in which they are told. At most {@link #MOST} are known.
 */
final class BusyScopes {

  /** A scope that is mentioned in so many buckets a day counts fully. */
  static final double BUSY_BUCKETS_A_DAY = 0.7;

  /** So many busy scopes share one part of the budget. */
  static final double SCOPES_A_PART = 5;

  /** More scopes of all rules together are not counted. */
  static final int MOST = 100_000;

  private static final String KEY = "~scopes/";
  private static final String WAITING = "~scopes-waiting/";
  private static final long BUCKET = Forecast.BUCKET_MILLIS;
  private static final long DAY_MILLIS = 86_400_000;
  private static final double FORGOTTEN = 0.01;
  private static final TreeMap<String, Activity> NOTHING = new TreeMap<>();

  /** Buckets that a scope is mentioned in, if in all of them: the sum of all weights. */
  private static final double ALL = 1 / (1 - StrictMath.pow(0.5, perHalfLife(1)));

  private final TreeMap<String, TreeMap<String, Activity>> rules = new TreeMap<>();
  private final TreeMap<Long, TreeSet<RuleScope>> waiting = new TreeMap<>();
  private final TreeSet<Long> changedBuckets = new TreeSet<>();
  private final TreeSet<String> changedRules = new TreeSet<>();
  private final Map<String, Double> parts = new HashMap<>();
  private int known;
  private int held;
  private long passed;

  /** Buckets with mentions, as they stood at one of them. */
  private record Activity(double buckets, long bucket) {

    /** What is left of them later; nothing when it is next to nothing, so forgetting is unseen. */
    double at(long later) {
      double left = buckets * StrictMath.pow(0.5, perHalfLife((double) (later - bucket) / BUCKET));
      return left < FORGOTTEN ? 0 : left;
    }
  }

  private static double perHalfLife(double buckets) {
    return buckets * BUCKET / Forecast.HALF_LIFE_MILLIS;
  }

  /** Takes that a key was mentioned at a time, milliseconds since the epoch. */
  void add(long time, RuleScope key) {
    long bucket = Math.floorDiv(time, BUCKET) * BUCKET;
    if (bucket + BUCKET <= passed || held >= MOST) {
      return;
    }
    if (waiting.computeIfAbsent(bucket, b -> new TreeSet<>()).add(key)) {
      held++;
      changedBuckets.add(bucket);
    }
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
      bucket.getValue().forEach(key -> mentioned(key, bucket.getKey()));
      waiting.remove(bucket.getKey());
      changedBuckets.add(bucket.getKey());
      held -= bucket.getValue().size();
    }
    if (newDay) {
      List.copyOf(rules.keySet()).forEach(this::forget);
    }
  }

  private void forget(String rule) {
    Map<String, Activity> scopes = rules.getOrDefault(rule, NOTHING);
    int before = scopes.size();
    if (scopes.values().removeIf(activity -> activity.at(passed) == 0)) {
      known += scopes.size() - before;
      changedRules.add(rule);
      if (scopes.isEmpty()) {
        rules.remove(rule);
      }
    }
  }

  private void mentioned(RuleScope key, long bucket) {
    Map<String, Activity> scopes = rules.get(key.ruleId());
    Activity old = scopes == null ? null : scopes.get(key.scope());
    if (old == null && known >= MOST) {
      return;
    }
    known += old == null ? 1 : 0;
    double buckets = 1 + (old == null ? 0 : old.at(bucket));
    rules
        .computeIfAbsent(key.ruleId(), rule -> new TreeMap<>())
        .put(key.scope(), new Activity(buckets, bucket));
    changedRules.add(key.ruleId());
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
    for (long bucket : changedBuckets) {
      TreeSet<RuleScope> keys = waiting.get(bucket);
      if (keys == null) {
        states.delete(WAITING + bucket);
      } else {
        states.put(WAITING + bucket, StateBytes.write(out -> writeWaiting(out, keys)));
      }
    }
    changedBuckets.clear();
    for (String rule : changedRules) {
      TreeMap<String, Activity> scopes = rules.get(rule);
      if (scopes == null) {
        states.delete(KEY + rule);
      } else {
        states.put(KEY + rule, StateBytes.write(out -> writeScopes(out, scopes)));
      }
    }
    changedRules.clear();
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
    if (key.startsWith(KEY)) {
      readScopes(key.substring(KEY.length()), in);
    } else {
      readWaiting(Long.parseLong(key.substring(WAITING.length())), in);
    }
  }

  private static void writeWaiting(DataOutputStream out, Set<RuleScope> keys) throws IOException {
    Bytes.writeInt(out, keys.size());
    for (RuleScope key : keys) {
      Bytes.writeText(out, key.key());
    }
  }

  private void readWaiting(long bucket, DataInputStream in) throws IOException {
    TreeSet<RuleScope> keys = new TreeSet<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      keys.add(RuleScope.parse(Bytes.readText(in)));
    }
    waiting.put(bucket, keys);
    held += keys.size();
  }

  private static void writeScopes(DataOutputStream out, Map<String, Activity> scopes)
      throws IOException {
    Bytes.writeInt(out, scopes.size());
    for (Map.Entry<String, Activity> scope : scopes.entrySet()) {
      Bytes.writeText(out, scope.getKey());
      out.writeDouble(scope.getValue().buckets());
      out.writeLong(scope.getValue().bucket());
    }
  }

  private void readScopes(String rule, DataInputStream in) throws IOException {
    TreeMap<String, Activity> scopes = new TreeMap<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      scopes.put(Bytes.readText(in), new Activity(in.readDouble(), in.readLong()));
    }
    rules.put(rule, scopes);
    known += scopes.size();
  }
}
