package io.tocsin.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.apache.kafka.streams.KafkaStreams;

/** A service that was started. */
public interface RunningService extends Running {

  String name();

  KafkaStreams.State state();

  /** Where health, metrics and the rest are served. */
  URI httpAddress();

  MeterRegistry meters();
}
