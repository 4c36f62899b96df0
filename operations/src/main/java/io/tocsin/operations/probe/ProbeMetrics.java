package io.tocsin.operations.probe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the probe and their names. */
final class ProbeMetrics {
  private static final double NANOS = 1e9;
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(10)
  };

  private final Timer latency;
  private final Counter sent;
  private final Counter lost;
  private final AtomicInteger lostPartitions = new AtomicInteger();
  private volatile long lastSuccess = System.nanoTime();

  ProbeMetrics(MeterRegistry meters) {
    latency =
        Timer.builder("tocsin.probe.latency")
            .description("From the sending of a post of the probe until it was read enriched")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    sent =
        Counter.builder("tocsin.probe.sent")
            .description("Posts of the probe that set out")
            .register(meters);
    lost =
        Counter.builder("tocsin.probe.lost")
            .description("Posts of the probe that did not come through within the timeout")
            .register(meters);
    Gauge.builder("tocsin.probe.partitions.lost", lostPartitions, AtomicInteger::get)
        .description("Partitions whose latest post of the probe was lost")
        .register(meters);
    Gauge.builder("tocsin.probe.last.success.age", this, ProbeMetrics::age)
        .description("Since the last post of the probe came through, or since it began")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
  }

  private double age() {
    return (System.nanoTime() - lastSuccess) / NANOS;
  }

  void sent() {
    sent.increment();
  }

  void cameThrough(Duration after) {
    lastSuccess = System.nanoTime();
    latency.record(after);
  }

  void lost() {
    lost.increment();
  }

  void lostPartitions(int partitions) {
    lostPartitions.set(partitions);
  }
}
