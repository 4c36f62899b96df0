package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The smallest service: hands bytes from one topic to another. */
final class EchoApp implements StreamsApp {
  final AtomicInteger closed = new AtomicInteger();
  private final String namespace;

  EchoApp(ServiceConfig config) {
    this.namespace = config.namespace();
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            namespace + ".in",
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("hear"))
        .to(
            namespace + ".out",
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("echo"));
    return builder.build();
  }

  @Override
  public List<NewTopic> topics() {
    return List.of(new NewTopic(namespace + ".in", 1, (short) 1));
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
