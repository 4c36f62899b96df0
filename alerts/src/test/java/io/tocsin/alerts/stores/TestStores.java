package io.tocsin.alerts.stores;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka's own stores without a topology around them. */
final class TestStores {

  private TestStores() {}

  static <V> KeyValueStore<Bytes, V> keyValue(Serde<V> values) {
    KeyValueStore<Bytes, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("store"), Serdes.Bytes(), values)
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    return store;
  }
}
