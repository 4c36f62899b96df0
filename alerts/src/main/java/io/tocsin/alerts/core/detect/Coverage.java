package io.tocsin.alerts.core.detect;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many stories each source publishes at all, whatever they say, and how many it publishes now:
 * a live blog that opens triples every word of its source, and nothing has happened.
 *
 * <p>Stories are summed by source and minute, so nothing depends on the order in which they are
 * told. What a source usually publishes is a rate that forgets exponentially, learnt in whole
 * buckets as that of a {@link Forecast}, with one {@link Season} for all sources. A source is
 * <em>known</em> after a day; before, all that it publishes is more than usual. Only minutes that
 * the clock has passed count. Bounded: a day of minutes beside those that wait, {@link
 * #MOST_SOURCES} sources in each; further ones are taken together.
 */
final class Coverage {

  /** No correction is larger: coverage that grows further is an event of its own. */
  static final double MOST = 3;

  /** More sources are not told apart. */
  static final int MOST_SOURCES = 1_000;

  /** So long a source must have been there before anything is usual of it: a day, in ms. */
  static final long KNOWN_AFTER_MILLIS = 86_400_000;

  /** More minutes, of those that the clock has not passed, are not counted. */
  static final int MOST_MINUTES = 100_000;

  /** Longer windows are corrected by what was published in so long a time: a day, in ms. */
  static final long MEMORY_MILLIS = 86_400_000;

  /** So many stories of the usual rate are added to both sides of a comparison. */
  static final double STORIES_OF_PRIOR = 3;

  private static final String KEY = "~coverage";

  private static final long MINUTE = DetectStage.TICK_MILLIS;
  private static final long BUCKET = Forecast.BUCKET_MILLIS;
  private static final double FORGOTTEN = 0.05;

  /** Stands for all sources beyond the limit. */
  private static final String OTHERS = "";

  private final TreeMap<Long, NavigableMap<String, Integer>> minutes = new TreeMap<>();
  private final TreeMap<String, Usual> usual = new TreeMap<>();
  private final TreeSet<Long> changed = new TreeSet<>();
  private final RollingSums sums = new RollingSums(minutes);
  private Usual all = new Usual(0);
  private Season season = new Season();
  private long passed;
  private long learntTo;
  private boolean learnt;

  /** What a source usually publishes. */
  private static final class Usual {
    private final long since;
    private double stories;
    private double millis;

    Usual(long since) {
      this.since = since;
    }

    void learn(int published, double effective) {
      stories = Forecast.RETENTION * stories + published;
      millis = Forecast.RETENTION * millis + effective;
    }

    /** Stories in so much effective time, in milliseconds. */
    double in(double effective) {
      return millis == 0 ? 0 : effective * stories / millis;
    }

    boolean isKnown(long now) {
      return now - since >= KNOWN_AFTER_MILLIS;
    }
  }

  /**
   * Takes stories that a source has published.
   *
   * @param time a time in their minute, milliseconds since the epoch
   * @param stories how many, above 0
   */
  void add(long time, String source, int stories) {
    long minute = SpikeDetector.minuteOf(time);
    if (minute < passed - MEMORY_MILLIS || isFull(minute)) {
      return;
    }
    NavigableMap<String, Integer> sources = minutes.computeIfAbsent(minute, m -> new TreeMap<>());
    sources.merge(source, stories, Coverage::sum);
    while (sources.size() > MOST_SOURCES) {
      Map.Entry<String, Integer> last = sources.pollLastEntry();
      sources.merge(OTHERS, last.getValue(), Coverage::sum);
    }
    changed.add(minute);
    if (minute < passed) {
      sums.clear();
    }
  }

  private boolean isFull(long minute) {
    return minutes.size() >= MOST_MINUTES && !minutes.containsKey(minute);
  }

  private static int sum(int a, int b) {
    return count((long) a + b);
  }

  private static int count(long stories) {
    return (int) Math.min(Integer.MAX_VALUE, stories);
  }

  /** Lets the clock pass all minutes that have ended at a time. */
  void passTo(long time) {
    long minute = SpikeDetector.minuteOf(time);
    if (minute <= passed) {
      return;
    }
    passed = minute;
    sums.moveTo(minute);
    learnTo(minute);
    for (Long old : List.copyOf(minutes.headMap(passed - MEMORY_MILLIS).keySet())) {
      minutes.remove(old);
      changed.add(old);
    }
  }

  private void learnTo(long end) {
    long bucket = learntTo;
    while (bucket + BUCKET <= end) {
      if (usual.isEmpty()) {
        Long next = minutes.ceilingKey(bucket);
        bucket = next == null ? end : Math.floorDiv(next, BUCKET) * BUCKET;
      }
      if (bucket + BUCKET <= end) {
        learn(bucket);
        bucket += BUCKET;
      }
    }
    learntTo = Math.max(learntTo, Math.floorDiv(end, BUCKET) * BUCKET);
  }

  private void learn(long bucket) {
    Map<String, Long> published = RollingSums.between(minutes, bucket, bucket + BUCKET);
    published.forEach(
        (source, stories) -> {
          if (usual.containsKey(source) || usual.size() < MOST_SOURCES) {
            usual.computeIfAbsent(source, s -> new Usual(bucket));
          }
        });
    season.begin(bucket, all.stories, all.millis);
    double effective = BUCKET * season.factor(bucket);
    int stories = count(published.values().stream().mapToLong(Long::longValue).sum());
    season.absorb(bucket, 1, stories, all.in(effective), 1);
    all.learn(stories, effective);
    usual.forEach(
        (source, rate) -> rate.learn(count(published.getOrDefault(source, 0L)), effective));
    usual.values().removeIf(rate -> rate.stories < FORGOTTEN);
    if (usual.isEmpty()) {
      all = new Usual(0);
      season = new Season();
    }
    learnt = true;
  }

  /** Whether anything is known of what is published. */
  boolean knowsSources() {
    return !usual.isEmpty();
  }

  /**
   * How many times as many voices as usual a window would hold if the sources named its key as
   * often in a story as they usually do. The known sources' factors are weighed by their voices; a
   * new source adds what it publishes as a part of what all publish, but no more than its own
   * voices: who floods explains nobody else away. Posts of the key itself are left out, so that a
   * crisis does not explain itself.
   *
   * @param window length of the window that ends now, in milliseconds
   * @param expected voices that are expected in it with the usual coverage, above 0
   * @param voices its voices by source
   * @param posts its posts by source
   * @return 1 to {@link #MOST}; 1 before anything is known
   */
  double factor(
      long window, double expected, Map<String, Integer> voices, Map<String, Integer> posts) {
    long length = Math.min(window, MEMORY_MILLIS);
    double effective = length * season.factor(passed - length, passed);
    double usually = 0;
    for (Usual source : usual.values()) {
      usually += source.isKnown(passed) ? source.in(effective) : 0;
    }
    if (usually == 0) {
      return 1;
    }
    Map<String, Long> now = sums.last(length);
    double weighed = 0;
    int known = 0;
    double more = 0;
    for (Map.Entry<String, Integer> voice : new TreeMap<>(voices).entrySet()) {
      String source = voice.getKey();
      long others = Math.max(0, now.getOrDefault(source, 0L) - posts.getOrDefault(source, 0));
      Usual rate = usual.get(source);
      if (rate != null && rate.isKnown(passed)) {
        double times = (others + STORIES_OF_PRIOR) / (rate.in(effective) + STORIES_OF_PRIOR);
        weighed += voice.getValue() * Math.max(1, Math.min(MOST, times));
        known += voice.getValue();
      } else {
        more += Math.min(others / (usually + STORIES_OF_PRIOR), voice.getValue() / expected);
      }
    }
    return Math.min(MOST, (known == 0 ? 1 : weighed / known) + more);
  }

  /** Writes what has changed since the last time. */
  void store(KeyStates states) {
    for (long minute : changed) {
      NavigableMap<String, Integer> sources = minutes.get(minute);
      String key = KEY + "/" + minute / MINUTE;
      if (sources == null) {
        states.delete(key);
      } else {
        states.put(key, StateBytes.write(out -> writeMinute(out, sources)));
      }
    }
    changed.clear();
    if (learnt && usual.isEmpty()) {
      states.delete(KEY);
    } else if (learnt) {
      states.put(KEY, StateBytes.write(this::writeUsual));
    }
    learnt = false;
  }

  /** Whether a state is one that {@link #store} wrote. */
  static boolean isKey(String key) {
    return key.equals(KEY) || key.startsWith(KEY + "/");
  }

  /**
   * Takes up a state that {@link #store} wrote.
   *
   * @throws io.tocsin.runtime.stores.UnreadableStateException when it is of another format or cut
   *     short
   */
  void restore(String key, byte[] bytes) {
    StateBytes.read(bytes, "coverage", in -> restore(key, in));
  }

  private void restore(String key, DataInputStream in) throws IOException {
    if (key.equals(KEY)) {
      readUsual(in);
    } else {
      minutes.put(Long.parseLong(key.substring(KEY.length() + 1)) * MINUTE, readMinute(in));
    }
  }

  private static void writeMinute(DataOutput out, Map<String, Integer> sources) throws IOException {
    Bytes.writeInt(out, sources.size());
    for (Map.Entry<String, Integer> source : sources.entrySet()) {
      Bytes.writeText(out, source.getKey());
      Bytes.writeInt(out, source.getValue());
    }
  }

  private static NavigableMap<String, Integer> readMinute(DataInputStream in) throws IOException {
    NavigableMap<String, Integer> sources = new TreeMap<>();
    for (int count = Bytes.readInt(in); count > 0; count--) {
      sources.put(Bytes.readText(in), Bytes.readInt(in));
    }
    return sources;
  }

  private void writeUsual(DataOutput out) throws IOException {
    out.writeLong(learntTo);
    out.writeDouble(all.stories);
    out.writeDouble(all.millis);
    season.writeTo(out);
    Bytes.writeInt(out, usual.size());
    for (Map.Entry<String, Usual> source : usual.entrySet()) {
      Bytes.writeText(out, source.getKey());
      out.writeLong(source.getValue().since);
      out.writeDouble(source.getValue().stories);
      out.writeDouble(source.getValue().millis);
    }
  }

  private void readUsual(DataInputStream in) throws IOException {
    learntTo = in.readLong();
    all.stories = in.readDouble();
    all.millis = in.readDouble();
    season.readFrom(in);
    for (int count = Bytes.readInt(in); count > 0; count--) {
      String source = Bytes.readText(in);
      Usual rate = new Usual(in.readLong());
      rate.stories = in.readDouble();
      rate.millis = in.readDouble();
      usual.put(source, rate);
    }
  }
}
