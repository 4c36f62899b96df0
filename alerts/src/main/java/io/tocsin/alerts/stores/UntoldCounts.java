package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What was counted and not yet told to detection, by minute. They share a store with {@link
 * PostMemories}, under keys of their own. Bounded: when it {@link #isFull}, they must be taken.
 */
public final class UntoldCounts {

  private static final byte BY_MINUTE = 3;
  private static final byte BEHIND = 4;
  private static final long MINUTE_MILLIS = 60_000;

  /** So many counts are held, and told in one record. */
  public static final int MOST = 500;

  private final KeyValueStore<Bytes, byte[]> store;
  private final TreeMap<Bytes, MinuteCount> counts = new TreeMap<>();

  /** On a store that may hold counts of an earlier run. */
  public UntoldCounts(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(
            new OrderedKeys().single(BY_MINUTE).key(), new OrderedKeys().single(BEHIND).key())) {
      all.forEachRemaining(entry -> counts.put(entry.key, read(entry.key, entry.value)));
    }
  }

  /** Counts one more at a time, milliseconds since the epoch. */
  public void add(What what, long time, String name) {
    long minute = Math.floorDiv(time, MINUTE_MILLIS) * MINUTE_MILLIS;
    Bytes key = key(what, minute, name);
    MinuteCount known = counts.get(key);
    int count = known == null ? 1 : known.count() + 1;
    counts.put(key, new MinuteCount(what, minute, name, count));
    store.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }

  /** Whether no more should be held. */
  public boolean isFull() {
    return counts.size() >= MOST;
  }

  /** Hands over all and holds none any more; by what, minute and name. */
  public List<MinuteCount> take() {
    List<MinuteCount> taken = new ArrayList<>();
    for (Map.Entry<Bytes, MinuteCount> count : counts.entrySet()) {
      taken.add(count.getValue());
      store.delete(count.getKey());
    }
    counts.clear();
    return taken;
  }

  private static Bytes key(What what, long minute, String name) {
    return new OrderedKeys().single(BY_MINUTE).single(what.code()).number(minute).text(name).key();
  }

  private static MinuteCount read(Bytes key, byte[] count) {
    return new MinuteCount(
        What.of(key.get()[1]).orElseThrow(),
        OrderedKeys.numberAt(key, 2),
        OrderedKeys.textAt(key, 2 + Long.BYTES),
        ByteBuffer.wrap(count).getInt());
  }
}
