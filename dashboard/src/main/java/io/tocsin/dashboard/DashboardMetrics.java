package io.tocsin.dashboard;

import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.avro.AlertStatus;
import io.tocsin.runtime.http.HttpMeters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The meters of the dashboard and their names. */
final class DashboardMetrics {
  private static final List<String> STATUSES =
      Arrays.stream(AlertStatus.values()).map(AlertStatus::name).toList();

  private final MeterRegistry meters;
  private final Counter events;
  private final Counter unreadable;
  private final Counter tooSlow;

  DashboardMetrics(MeterRegistry meters, LiveBoard board, String namespace) {
    this.meters = meters;
    events = counter("tocsin.dashboard.events", "Alert events that were read");
    unreadable =
        counter("tocsin.dashboard.unreadable", "Records that could not be read, passed over");
    tooSlow = counter("tocsin.dashboard.clients.cut", "Clients that were too slow and cut off");
    gauge("tocsin.dashboard.alerts.open", "Alerts that ring", board::openCount);
    gauge("tocsin.dashboard.alerts.ended", "Alerts that have ended", board::endedCount);
    for (String status : STATUSES) {
      Gauge.builder("tocsin.dashboard.alerts", () -> board.count(namespace, status))
          .description("Alerts of the live namespace that are kept, by their status")
          .tag("status", status.toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(meters);
    }
    gauge("tocsin.dashboard.alerts.evicted", "Alerts that went for want of room", board::evicted);
  }

  /** Times the requests of the page and its API. */
  void requests(JavalinConfig config) {
    HttpMeters.bind(config, meters, "page");
  }

  /** Measures the counts that are held. */
  void counts(Supplier<Number> points) {
    gauge("tocsin.dashboard.counts", "Points of the rules' counts that are held", points);
  }

  /** Counts those who follow. */
  void clients(Supplier<Number> following) {
    gauge("tocsin.dashboard.clients", "Clients that follow", following);
  }

  /** Counts namespaces that may be seen but not read. */
  void refused(Supplier<Number> namespaces) {
    gauge("tocsin.dashboard.namespaces.refused", "Namespaces that may not be read", namespaces);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(meters);
  }

  void event() {
    events.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  void tooSlow() {
    tooSlow.increment();
  }
}
