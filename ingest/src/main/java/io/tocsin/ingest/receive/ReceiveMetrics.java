package io.tocsin.ingest.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.receive.Outcome.Refused;
import io.tocsin.ingest.receive.Outcome.Taken;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The meters of the HTTP door and their names. */
final class ReceiveMetrics {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "DELETE");

  private final MeterRegistry meters;
  private final Counter taken;
  private final Counter failed;
  private final Counter bytes;
  private final Map<String, Counter> refused = new HashMap<>();

  /** Counters in a registry; all of posts exist from the beginning. */
  ReceiveMetrics(MeterRegistry meters, Budget budget) {
    this.meters = meters;
    taken = counter("tocsin.receive.posts.taken", "Posts that the broker has").register(meters);
    failed =
        counter("tocsin.receive.posts.failed", "Posts that the broker did not confirm")
            .register(meters);
    bytes =
        counter("tocsin.receive.bytes", "Bodies that were read, unpacked")
            .baseUnit("bytes")
            .register(meters);
    for (RejectReason reason : RejectReason.values()) {
      refused.put(
          reason.code(),
          counter("tocsin.receive.posts.refused", "Posts that break the contract")
              .tag("reason", reason.code())
              .register(meters));
    }
    gauge("tocsin.receive.in.flight", "Memory taken by requests under way", budget::taken);
    gauge("tocsin.receive.in.flight.limit", "What they may take together", budget::limit);
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  private void gauge(String name, String description, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .baseUnit("bytes")
        .strongReference(true)
        .register(meters);
  }

  /** A body was read. */
  void read(int size) {
    bytes.increment(size);
  }

  /** A post was judged, and sent where it was good. */
  void post(Outcome outcome) {
    if (outcome instanceof Taken) {
      taken.increment();
    } else if (outcome instanceof Refused refusal) {
      Counter counter = refused.get(refusal.reason());
      if (counter != null) {
        counter.increment();
      }
    } else {
      failed.increment();
    }
  }

  /** A request was answered; method and status are few, whatever is sent. */
  void request(String method, int status, Duration time) {
    Timer.builder("tocsin.receive.requests")
        .description("Requests until they were answered")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("status", Integer.toString(status))
        .register(meters)
        .record(time);
  }
}
