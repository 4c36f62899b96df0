package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.MentionKey;
import io.tocsin.alerts.core.match.MentionTracker.Remembered;
import io.tocsin.runtime.stores.StoreFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of posts, by post key, with a second set of entries by the time of the last
 * revision. A memory ends some days after that; a post that is edited later is treated as a new
 * one. Beyond the limit the posts whose last revision is oldest are forgotten first.
 */
public final class PostMemories {

  private static final byte BY_POST = 1;
  private static final byte BY_TIME = 2;
  private static final StoreFormat FORMAT = new StoreFormat("post-mentions-store", 2);

  /** What release 0.1.0 wrote: nothing of mentions taken back. */
  private static final int FORMAT_1 = 1;

  private static final byte[] NOTHING = {};

  /** Entries that one call removes at most: the rest goes with the next. */
  private static final int SWEPT_AT_ONCE = 500;

  private final KeyValueStore<Bytes, byte[]> store;
  private final long lifeMillis;
  private final int limit;
  private int size;
  private long sweptTo = Long.MIN_VALUE;
  private @Nullable Asked lastAsked;

  /** What the store has of a post, as long as nothing is written. */
  private record Asked(String postKey, Optional<Memory> memory) {}

  /**
   * On a store that may hold memories of an earlier run.
   *
   * @param life how long a post is remembered after its last revision
   * @param limit posts that are remembered
   */
  public PostMemories(KeyValueStore<Bytes, byte[]> store, Duration life, int limit) {
    this.store = store;
    this.lifeMillis = life.toMillis();
    this.limit = limit;
    this.size = count();
  }

  private int count() {
    int found = 0;
    try (KeyValueIterator<Bytes, byte[]> all = byTime(Long.MIN_VALUE, Long.MAX_VALUE)) {
      while (all.hasNext()) {
        all.next();
        found++;
      }
    }
    return found;
  }

  /** How many posts are remembered. */
  public int size() {
    return size;
  }

  /**
   * What is remembered of a post.
   *
   * @param seenAt time of the revision that asks, in milliseconds since the epoch
   */
  public Optional<Memory> recall(String postKey, long seenAt) {
    return stored(postKey).filter(memory -> memory.lastSeenAt() >= seenAt - lifeMillis);
  }

  /** A post that is recalled is mostly remembered next: the store is asked once. */
  private Optional<Memory> stored(String postKey) {
    Asked known = lastAsked;
    if (known == null || !known.postKey().equals(postKey)) {
      byte @Nullable [] bytes = store.get(byPost(postKey));
      known = new Asked(postKey, bytes == null ? Optional.empty() : Optional.of(read(bytes)));
      lastAsked = known;
    }
    return known.memory();
  }

  /** Remembers this of a post, or nothing any more. */
  public void remember(String postKey, Optional<Memory> memory) {
    stored(postKey).ifPresent(old -> forget(postKey, old.lastSeenAt()));
    memory.ifPresent(
        present -> {
          lastAsked = null;
          store.put(byPost(postKey), write(present));
          store.put(byTime(present.lastSeenAt(), postKey), NOTHING);
          sweptTo = Math.min(sweptTo, present.lastSeenAt());
          size++;
        });
    while (size > limit) {
      sweep(Long.MAX_VALUE, size - limit);
    }
  }

  /** Remembers these mentions of a post, too; what is known of equal ones stays. */
  public void addTo(String postKey, Memory found) {
    Optional<Memory> known = stored(postKey);
    Map<MentionKey, Remembered> mentions = new TreeMap<>();
    found.mentions().forEach(mention -> mentions.put(mention.key(), mention));
    known.ifPresent(
        memory -> memory.mentions().forEach(mention -> mentions.put(mention.key(), mention)));
    long lastSeenAt =
        Math.max(found.lastSeenAt(), known.map(Memory::lastSeenAt).orElse(found.lastSeenAt()));
    List<Remembered> withdrawn = known.map(Memory::withdrawn).orElse(List.of());
    remember(
        postKey, Optional.of(new Memory(lastSeenAt, List.copyOf(mentions.values()), withdrawn)));
  }

  private void forget(String postKey, long lastSeenAt) {
    lastAsked = null;
    store.delete(byPost(postKey));
    store.delete(byTime(lastSeenAt, postKey));
    size--;
  }

  /**
   * Removes memories that have ended; nobody can tell.
   *
   * @param now how far the clock has come, in milliseconds since the epoch
   */
  public void sweep(long now) {
    sweep(now - lifeMillis, SWEPT_AT_ONCE);
  }

  private void sweep(long before, int most) {
    if (before <= sweptTo) {
      return;
    }
    // what was removed still costs a look: the search begins where the last one ended
    try (KeyValueIterator<Bytes, byte[]> old = byTime(sweptTo, before)) {
      for (int i = 0; i < most && old.hasNext(); i++) {
        Bytes key = old.next().key;
        sweptTo = OrderedKeys.numberAt(key, 1);
        forget(postOf(key), sweptTo);
      }
    }
  }

  private KeyValueIterator<Bytes, byte[]> byTime(long from, long before) {
    return store.range(
        new OrderedKeys().single(BY_TIME).number(from).key(),
        new OrderedKeys().single(BY_TIME).number(before).key());
  }

  private static Bytes byTime(long time, String postKey) {
    return new OrderedKeys().single(BY_TIME).number(time).text(postKey).key();
  }

  private static Bytes byPost(String postKey) {
    return new OrderedKeys().single(BY_POST).text(postKey).key();
  }

  private static String postOf(Bytes byTime) {
    return OrderedKeys.textAt(byTime, 1 + Long.BYTES);
  }

  private static byte[] write(Memory memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT.mark());
      out.writeLong(memory.lastSeenAt());
      write(out, memory.mentions());
      write(out, memory.withdrawn());
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, List<Remembered> mentions) throws IOException {
    out.writeInt(mentions.size());
    for (Remembered mention : mentions) {
      out.writeUTF(mention.key().ruleId());
      out.writeUTF(mention.key().ruleHash());
      out.writeUTF(mention.key().scope());
      out.writeInt(mention.ruleVersion());
      out.writeLong(mention.mentionedAt());
    }
  }

  private static Memory read(byte[] bytes) {
    int format = FORMAT.of(bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readByte();
      long lastSeenAt = in.readLong();
      List<Remembered> mentions = readMentions(in);
      return new Memory(lastSeenAt, mentions, format == FORMAT_1 ? List.of() : readMentions(in));
    } catch (IOException e) {
      throw FORMAT.broken("has a memory of a post that is cut short");
    }
  }

  private static List<Remembered> readMentions(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Remembered> mentions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mentions.add(
          new Remembered(
              new MentionKey(in.readUTF(), in.readUTF(), in.readUTF()),
              in.readInt(),
              in.readLong()));
    }
    return mentions;
  }
}
