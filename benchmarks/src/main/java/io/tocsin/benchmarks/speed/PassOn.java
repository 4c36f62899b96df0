package io.tocsin.benchmarks.speed;

import static java.util.Objects.requireNonNull;

import io.tocsin.runtime.service.StreamsApp;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A service that does nothing: it passes bytes on from one topic to another, by the same shell and
 * with the same settings as those that do something.
 */
final class PassOn implements StreamsApp {

  private static final byte[] TICK = {0, 0, 0, 1};
  private static final String STORE = "pass-on-store";

  private final String name;
  private final String from;
  private final String to;
  private final String between;
  private final String aside;
  private final int partitions;
  private final int each;
  private final int puts;

  /**
   * From a topic to another.
   *
   * @param between name of a topic between them, as ingest and alerts have; empty for none
   * @param aside name of a topic to which beside that a few bytes go for each record and end there,
   *     as ingest's watch over sources reads them; empty for none
   * @param partitions how many those topics have
   * @param each passes on one record of so many, as {@link #passes} says
   * @param puts so many entries for each record go into a store with a changelog
   */
  PassOn(
      String name,
      String from,
      String to,
      String between,
      String aside,
      int partitions,
      int each,
      int puts) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.between = between;
    this.aside = aside;
    this.partitions = partitions;
    this.each = each;
    this.puts = puts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<NewTopic> topics() {
    return List.of();
  }

  @Override
  public Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> records =
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
    if (puts > 0) {
      builder.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray()));
      records = records.processValues(this::puts, STORE);
    }
    records = records.filter((key, value) -> passes(key, each));
    if (!between.isEmpty()) {
      records = records.repartition(by(between));
    }
    if (!aside.isEmpty()) {
      records.mapValues(value -> TICK).repartition(by(aside)).foreach((key, value) -> {});
    }
    records.to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private FixedKeyProcessor<byte[], byte[], byte[]> puts() {
    return new ContextualFixedKeyProcessor<>() {

      private @Nullable KeyValueStore<byte[], byte[]> store;

      @Override
      public void init(FixedKeyProcessorContext<byte[], byte[]> context) {
        super.init(context);
        store = context.getStateStore(STORE);
      }

      @Override
      public void process(FixedKeyRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        for (byte put = 0; put < puts; put++) {
          byte[] entry = ByteBuffer.allocate(1 + key.length).put(put).put(key).array();
          requireNonNull(store, "not initialised").put(entry, key);
        }
        context().forward(record);
      }
    };
  }

  private Repartitioned<byte[], byte[]> by(String name) {
    return Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withName(name)
        .withNumberOfPartitions(partitions);
  }

  /** Whether it is one of so many: by the key, so that a record read twice is judged alike. */
  static boolean passes(byte @Nullable [] key, int each) {
    return Math.floorMod(Arrays.hashCode(key), each) == 0;
  }
}
