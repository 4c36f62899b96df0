package io.tocsin.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.KafkaStreams;

/** A service that was started. */
public interface RunningService extends AutoCloseable {

  String name();

  KafkaStreams.State state();

  /** Where health, metrics and the rest are served. */
  URI httpAddress();

  MeterRegistry meters();

  /** Completes when the service has failed; never when it is closed in order. */
  CompletionStage<ServiceFailure> failure();

  /** Stops it and gives all back; waits a bounded time; does nothing the second time. */
  @Override
  void close();
}
