package io.tocsin.ingest.core.sources;

import io.tocsin.ingest.core.sources.SourceOutput.Removed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All sources that one partition watches, with their deadlines in order. What it tells of a source
 * follows from that source's minutes alone, as long as there are not too many sources.
 *
 * <p>It keeps all of them on the heap, some 600 bytes each, and says which have changed. Not
 * thread-safe.
 */
public final class SourceBook {
  private static final Comparator<Entry> BY_DEADLINE =
      Comparator.comparingLong(Entry::deadline).thenComparing(Entry::source);

  /** Who is still learnt goes first: a stream of made-up names must not push out who is known. */
  private static final Comparator<Entry> BY_WORTH =
      Comparator.comparing(Entry::learnt)
          .thenComparingLong(Entry::lastAt)
          .thenComparing(Entry::source);

  private final SourceRules rules;
  private final Map<String, SourceWatch> watches = new HashMap<>();
  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byDeadline = new TreeSet<>(BY_DEADLINE);
  private final TreeSet<Entry> byWorth = new TreeSet<>(BY_WORTH);
  private final Set<String> changed = new TreeSet<>();
  private int evicted;

  /** Where a source stands in the orders. */
  private record Entry(String source, long deadline, boolean learnt, long lastAt) {}

  /** An empty book. */
  public SourceBook(SourceRules rules) {
    this.rules = rules;
  }

  /**
   * Takes a source as {@link #write} wrote it.
   *
   * @return how it was told last
   * @throws IOException if the bytes are none of that
   */
  public SourceOutput.Report read(String source, DataInput in) throws IOException {
    SourceWatch watch = new SourceWatch(source, rules).readFrom(in);
    watches.put(source, watch);
    file(source, watch);
    return watch.asToldLast();
  }

  /**
   * Writes what is known of a source.
   *
   * @return false if it is not watched any more
   */
  public boolean write(String source, DataOutput out) throws IOException {
    SourceWatch watch = watches.get(source);
    if (watch == null) {
      return false;
    }
    watch.writeTo(out);
    return true;
  }

  /**
   * Posts of a source came in a minute. First pass time to its beginning, see {@link #passTo}.
   *
   * @param minute its beginning in milliseconds of event time
   * @param posts how many of them are news
   * @param last the last of them
   */
  public void post(String source, long minute, int posts, long last, Consumer<SourceOutput> out) {
    SourceWatch watch = watches.get(source);
    if (watch == null) {
      makeRoom(minute, out);
      watch = new SourceWatch(source, rules);
      watches.put(source, watch);
    }
    watch.post(minute, posts, last, out);
    file(source, watch);
    changed.add(source);
  }

  private void makeRoom(long minute, Consumer<SourceOutput> out) {
    while (watches.size() >= rules.limit()) {
      String least = byWorth.first().source();
      remove(least);
      evicted++;
      out.accept(new Removed(least, minute));
    }
  }

  /** All posts before a time have come: whoever's deadline has passed is looked at. */
  public void passTo(long time, Consumer<SourceOutput> out) {
    while (!byDeadline.isEmpty() && byDeadline.first().deadline() <= time) {
      String source = byDeadline.first().source();
      SourceWatch watch = watches.get(source);
      if (watch != null && watch.pass(out)) {
        file(source, watch);
        changed.add(source);
      } else {
        remove(source);
      }
    }
  }

  private void file(String source, SourceWatch watch) {
    unfile(source);
    Entry entry = new Entry(source, watch.nextDeadline(), watch.isLearnt(), watch.lastAt());
    entries.put(source, entry);
    byDeadline.add(entry);
    byWorth.add(entry);
  }

  private void unfile(String source) {
    Entry old = entries.remove(source);
    if (old != null) {
      byDeadline.remove(old);
      byWorth.remove(old);
    }
  }

  private void remove(String source) {
    unfile(source);
    watches.remove(source);
    changed.add(source);
  }

  /** Names of those that have changed, or are gone, since the last call. */
  public Set<String> takeChanged() {
    Set<String> taken = new TreeSet<>(changed);
    changed.clear();
    return Collections.unmodifiableSet(taken);
  }

  /** How many were forgotten for others since the last call. */
  public int takeEvicted() {
    int taken = evicted;
    evicted = 0;
    return taken;
  }

  /** Names of those that are watched. */
  public Set<String> names() {
    return Collections.unmodifiableSet(watches.keySet());
  }

  /** How many are watched. */
  public int size() {
    return watches.size();
  }
}
