package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.detect.PendingMentions;
import io.tocsin.alerts.wire.MentionRecords;
import io.tocsin.avro.Mention;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Mentions that wait for the clock, in a store ordered by time. They pile up only while the clock
 * stands still and posts still come; beyond the limit further ones are dropped and reported, so
 * that the records behind them, among which is the watermark that frees the store, are still read.
 *
 * <p>A scan begins where the last one ended: behind it lie only deleted entries, which RocksDB
 * would have to step over one by one.
 */
public final class StoredPendingMentions implements PendingMentions {

  private final KeyValueStore<Bytes, Mention> store;
  private final int limit;
  private final Runnable dropped;
  private long scanFrom = Long.MIN_VALUE;
  private int size;

  /**
   * On a store that may hold mentions of an earlier run.
   *
   * @param limit mentions that may wait
   * @param dropped told of each mention beyond it
   */
  public StoredPendingMentions(KeyValueStore<Bytes, Mention> store, int limit, Runnable dropped) {
    this.store = store;
    this.limit = limit;
    this.dropped = dropped;
    this.size = count();
  }

  private int count() {
    int found = 0;
    try (KeyValueIterator<Bytes, Mention> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        found++;
      }
    }
    return found;
  }

  /** How many wait. */
  public int size() {
    return size;
  }

  @Override
  public void add(MentionEvent mention) {
    Bytes key = key(mention);
    boolean isNew = store.get(key) == null;
    if (isNew && size >= limit) {
      dropped.run();
      return;
    }
    store.put(key, MentionRecords.avro(mention));
    size += isNew ? 1 : 0;
    scanFrom = Math.min(scanFrom, mention.time());
  }

  @Override
  public void takeUpTo(long time, Predicate<MentionEvent> to) {
    try (KeyValueIterator<Bytes, Mention> due = store.range(from(scanFrom), from(time + 1))) {
      while (due.hasNext()) {
        KeyValue<Bytes, Mention> entry = due.next();
        MentionEvent mention = MentionRecords.plain(entry.value);
        if (!to.test(mention)) {
          scanFrom = mention.time();
          return;
        }
        store.delete(entry.key);
        size--;
      }
    }
    scanFrom = time + 1;
  }

  /** Sorts as {@link PendingMentions#ORDER}. */
  static Bytes key(MentionEvent mention) {
    return new OrderedKeys()
        .number(mention.time())
        .text(mention.postKey())
        .number(mention.revision())
        .number(mention.sign())
        .text(mention.ruleId())
        .text(mention.scope())
        .key();
  }

  private static Bytes from(long time) {
    return new OrderedKeys().number(time).key();
  }
}
