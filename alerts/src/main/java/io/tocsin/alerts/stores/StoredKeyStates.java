package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.detect.KeyStates;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The states of detection in a store; the bytes say their own format. */
public final class StoredKeyStates implements KeyStates {

  private final KeyValueStore<String, byte[]> store;

  /** On a store that may hold states of an earlier run. */
  public StoredKeyStates(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return store.get(key);
  }

  @Override
  public void put(String key, byte[] bytes) {
    store.put(key, bytes);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> action) {
    hand(store.all(), action);
  }

  @Override
  public void forEach(String prefix, BiConsumer<String, byte[]> action) {
    hand(store.prefixScan(prefix, new StringSerializer()), action);
  }

  private static void hand(
      KeyValueIterator<String, byte[]> entries, BiConsumer<String, byte[]> action) {
    try (entries) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        action.accept(entry.key, entry.value);
      }
    }
  }
}
