package io.tocsin.benchmarks.speed;

import io.tocsin.runtime.service.StreamsApp;
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
import org.jspecify.annotations.Nullable;

/**
 * A service that does nothing: it passes bytes on from one topic to another, by the same shell and
 * with the same settings as those that do something.
 */
final class PassOn implements StreamsApp {

  private static final byte[] TICK = {0, 0, 0, 1};

  private final String name;
  private final String from;
  private final String to;
  private final String between;
  private final String aside;
  private final int partitions;
  private final int each;

  /**
   * From a topic to another.
   *
   * @param between name of a topic between them, as ingest and alerts have; empty for none
   * @param aside name of a topic to which beside that a few bytes go for each record and end there,
   *     as ingest's watch over sources reads them; empty for none
   * @param partitions how many those topics have
   * @param each passes on one record of so many, as {@link #passes} says
   */
  PassOn(
      String name, String from, String to, String between, String aside, int partitions, int each) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.between = between;
    this.aside = aside;
    this.partitions = partitions;
    this.each = each;
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
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .filter((key, value) -> passes(key, each));
    if (!between.isEmpty()) {
      records = records.repartition(by(between));
    }
    if (!aside.isEmpty()) {
      records.mapValues(value -> TICK).repartition(by(aside)).foreach((key, value) -> {});
    }
    records.to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
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
