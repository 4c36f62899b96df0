package io.tocsin.ingest.topology;

import io.tocsin.runtime.stores.StoreFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Minutes of sources that wait until the clock has passed them, in order of time. Which posts made
 * a minute, and in which order they came, is forgotten: only their number and the last of them
 * stay.
 *
 * <p>A search begins where the last one ended: behind it lie only deleted entries, which RocksDB
 * would have to step over one by one.
 */
final class WaitingTicks {
  private static final long MINUTE = 60_000;
  private static final StoreFormat FORMAT = new StoreFormat(WatchSources.TICK_STORE, 1);
  private static final int SIZE = 1 + Integer.BYTES + Long.BYTES;
  private static final int DIGITS = 13;
  private static final int AT_ONCE = 1_000;

  private final KeyValueStore<String, byte[]> store;
  private final int limit;
  private long searchFrom;
  private int size;

  /**
   * A minute of a source.
   *
   * @param source the source
   * @param minute its beginning in milliseconds
   * @param posts how many posts are news
   * @param last the last of all
   */
  record Tick(String source, long minute, int posts, long last) {}

  /**
   * @param limit more do not wait
   */
  WaitingTicks(KeyValueStore<String, byte[]> store, int limit) {
    this.store = store;
    this.limit = limit;
    this.size = count();
  }

  private int count() {
    int found = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        found++;
      }
    }
    return found;
  }

  /** Adds posts to a minute; false if that would be one minute too many. */
  boolean add(Tick tick) {
    String key = key(tick.minute()) + tick.source();
    byte[] before = store.get(key);
    if (before == null && size >= limit) {
      return false;
    }
    size += before == null ? 1 : 0;
    Tick known = before == null ? tick : read(key, before);
    int posts = before == null ? tick.posts() : Math.addExact(known.posts(), tick.posts());
    long last = Math.max(known.last(), tick.last());
    searchFrom = Math.min(searchFrom, tick.minute());
    store.put(
        key, ByteBuffer.allocate(SIZE).put(FORMAT.mark()).putInt(posts).putLong(last).array());
    return true;
  }

  /**
   * Takes the next of those whose minute begins before a time, at most a thousand; an empty list if
   * there are none.
   */
  List<Tick> take(long before) {
    List<Tick> taken = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    long reached = before;
    try (KeyValueIterator<String, byte[]> due = store.range(key(searchFrom), key(before))) {
      while (due.hasNext() && taken.size() < AT_ONCE) {
        KeyValue<String, byte[]> entry = due.next();
        taken.add(read(entry.key, entry.value));
        keys.add(entry.key);
      }
      if (due.hasNext()) {
        reached = taken.get(taken.size() - 1).minute();
      }
    }
    searchFrom = Math.max(searchFrom, reached);
    keys.forEach(store::delete);
    size -= keys.size();
    return taken;
  }

  private static String key(long minute) {
    String number = Long.toString(minute / MINUTE);
    return "0".repeat(DIGITS - number.length()) + number + "|";
  }

  private static Tick read(String key, byte[] value) {
    FORMAT.of(value);
    if (value.length != SIZE) {
      throw FORMAT.broken("has a minute of " + value.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(value, 1, SIZE - 1);
    long minute = Long.parseLong(key.substring(0, DIGITS)) * MINUTE;
    return new Tick(key.substring(DIGITS + 1), minute, in.getInt(), in.getLong());
  }
}
