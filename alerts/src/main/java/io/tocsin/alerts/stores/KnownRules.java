package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.Rule;
import io.tocsin.runtime.stores.StoreFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rules that a match partition goes by, and which of them wait for their history. They share a
 * store with {@link PostMemories}, under keys of their own.
 */
public final class KnownRules {

  private static final byte BY_RULE = 5;
  private static final byte BEHIND = 6;
  private static final String MARK = "";
  private static final StoreFormat FORMAT = new StoreFormat("post-mentions-store", 1);
  private static final Known BEGUN = new Known("", false, 0, 0);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, Known> rules = new TreeMap<>();
  private boolean begun;

  /**
   * A rule that is known.
   *
   * @param hash hash of what decides in it
   * @param waits whether its history was not handed on yet
   * @param before offset of the first record that was matched by it
   * @param time of that record, milliseconds since the epoch
   */
  public record Known(String hash, boolean waits, long before, long time) {}

  /** On a store that may hold rules of an earlier run. */
  public KnownRules(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(
            new OrderedKeys().single(BY_RULE).key(), new OrderedKeys().single(BEHIND).key())) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        String ruleId = OrderedKeys.textAt(entry.key, 1);
        if (ruleId.equals(MARK)) {
          begun = true;
        } else {
          rules.put(ruleId, read(entry.value));
        }
      }
    }
  }

  /**
   * Whether any set of rules was ever known: if not, those that come are not new, but it is we who
   * do not know them.
   */
  public boolean hasBegun() {
    return begun;
  }

  /** Notes that from now on rules which are not known are new. */
  public void begin() {
    begun = true;
    store.put(key(MARK), write(BEGUN));
  }

  /** What is known of a rule. */
  public Optional<Known> find(String ruleId) {
    return Optional.ofNullable(rules.get(ruleId));
  }

  /** Whether this meaning of a rule is known. */
  public boolean knows(Rule rule) {
    return find(rule.ruleId()).filter(known -> known.hash().equals(rule.hash())).isPresent();
  }

  /** Whether this meaning of a rule waits for its history. */
  public boolean isWaiting(Rule rule) {
    return find(rule.ruleId())
        .filter(known -> known.waits() && known.hash().equals(rule.hash()))
        .isPresent();
  }

  /** Notes a rule whose history is wanted up to an offset. */
  public void await(Rule rule, long before, long time) {
    put(rule.ruleId(), new Known(rule.hash(), true, before, time));
  }

  /** Notes a rule whose history is not wanted, or was handed on. */
  public void settle(Rule rule) {
    put(rule.ruleId(), new Known(rule.hash(), false, 0, 0));
  }

  private void put(String ruleId, Known known) {
    rules.put(ruleId, known);
    store.put(key(ruleId), write(known));
  }

  /** Forgets all rules but these. */
  public void retain(Set<String> ruleIds) {
    for (String gone : List.copyOf(rules.keySet())) {
      if (!ruleIds.contains(gone)) {
        rules.remove(gone);
        store.delete(key(gone));
      }
    }
  }

  private static Bytes key(String ruleId) {
    return new OrderedKeys().single(BY_RULE).text(ruleId).key();
  }

  private static byte[] write(Known known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT.mark());
      out.writeUTF(known.hash());
      out.writeBoolean(known.waits());
      out.writeLong(known.before());
      out.writeLong(known.time());
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static Known read(byte[] bytes) {
    FORMAT.of(bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readByte();
      return new Known(in.readUTF(), in.readBoolean(), in.readLong(), in.readLong());
    } catch (IOException e) {
      throw FORMAT.broken("has a rule that is cut short");
    }
  }
}
