package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.PublishedStories;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stories that were published and not yet told to detection, by minute and source. They share a
 * store with {@link PostMemories}, under keys of their own. Bounded: when it {@link #isFull}, they
 * must be taken.
 */
public final class StoryCounts {

  private static final byte BY_MINUTE = 3;
  private static final long MINUTE_MILLIS = 60_000;

  /** So many minutes of sources are held, and told in one record. */
  public static final int MOST = 500;

  private final KeyValueStore<Bytes, byte[]> store;
  private final TreeMap<Bytes, PublishedStories> counts = new TreeMap<>();

  /** On a store that may hold counts of an earlier run. */
  public StoryCounts(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(key(Long.MIN_VALUE, ""), new OrderedKeys().single((byte) 4).key())) {
      all.forEachRemaining(entry -> counts.put(entry.key, read(entry.key, entry.value)));
    }
  }

  /** Counts a story that was published at a time, milliseconds since the epoch. */
  public void add(long time, String source) {
    long minute = Math.floorDiv(time, MINUTE_MILLIS) * MINUTE_MILLIS;
    Bytes key = key(minute, source);
    PublishedStories known = counts.get(key);
    int stories = known == null ? 1 : known.stories() + 1;
    counts.put(key, new PublishedStories(minute, source, stories));
    store.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(stories).array());
  }

  /** Whether no more should be held. */
  public boolean isFull() {
    return counts.size() >= MOST;
  }

  /** Hands over all and holds none any more; by minute and source. */
  public List<PublishedStories> take() {
    List<PublishedStories> taken = new ArrayList<>();
    for (Map.Entry<Bytes, PublishedStories> count : counts.entrySet()) {
      taken.add(count.getValue());
      store.delete(count.getKey());
    }
    counts.clear();
    return taken;
  }

  private static Bytes key(long minute, String source) {
    return new OrderedKeys().single(BY_MINUTE).number(minute).text(source).key();
  }

  private static PublishedStories read(Bytes key, byte[] stories) {
    return new PublishedStories(
        OrderedKeys.numberAt(key, 1),
        OrderedKeys.textAt(key, 1 + Long.BYTES),
        ByteBuffer.wrap(stories).getInt());
  }
}
