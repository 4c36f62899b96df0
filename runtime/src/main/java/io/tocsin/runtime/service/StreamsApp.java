package io.tocsin.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.Rights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** What a Kafka Streams service is to the shell. */
public interface StreamsApp {

  /** The service's name: lower case, used in the group, the dead-letter topic and the metrics. */
  String name();

  /** Builds the topology; all that it needs was given to the constructor. Called once. */
  Topology topology();

  /**
   * The topics that it reads and writes, created or checked before the start. A topic made with
   * empty partitions or replicas takes those of the configuration.
   */
  List<NewTopic> topics();

  /** What it must be allowed on those topics; it is told at the start what of it is missing. */
  default Rights rights() {
    return Rights.unknown();
  }

  /** Settings for Kafka Streams that beat those of the shell; the configuration beats both. */
  default Map<String, Object> streamsOverrides() {
    return Map.of();
  }

  /** Makes the Kafka clients, where the service wraps them. */
  default Optional<KafkaClientSupplier> clientSupplier() {
    return Optional.empty();
  }

  /** Gives the place for the service's own meters; called once, before {@link #topology()}. */
  default void bindMeters(MeterRegistry meters) {}

  /** What else must be well for the service to be ready; asked often, so it must be cheap. */
  default List<Health.Check> health() {
    return List.of();
  }

  /** Called when Kafka Streams was started, for threads beside it. */
  default void started(KafkaStreams streams) {}

  /** Called when Kafka Streams has stopped, also after a failed start. */
  default void close() {}
}
