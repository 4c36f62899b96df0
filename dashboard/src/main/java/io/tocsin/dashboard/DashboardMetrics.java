package io.tocsin.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of the dashboard and their names. */
final class DashboardMetrics {
  private final MeterRegistry meters;
  private final Counter events;
  private final Counter unreadable;
  private final Counter tooSlow;

  DashboardMetrics(MeterRegistry meters, LiveBoard board) {
    this.meters = meters;
    events = counter("tocsin.dashboard.events", "Alert events that were read");
    unreadable =
        counter("tocsin.dashboard.unreadable", "Records that could not be read, passed over");
    tooSlow = counter("tocsin.dashboard.clients.cut", "Clients that were too slow and cut off");
    gauge("tocsin.dashboard.alerts.open", "Alerts that ring", board::openCount);
    gauge("tocsin.dashboard.alerts.ended", "Alerts that have ended", board::endedCount);
    gauge("tocsin.dashboard.alerts.evicted", "Alerts that went for want of room", board::evicted);
  }

  /** Measures the counts that are held. */
  void counts(Supplier<Number> points) {
    gauge("tocsin.dashboard.counts", "Points of the rules' counts that are held", points);
  }

  /** Counts those who follow. */
  void clients(Supplier<Number> following) {
    gauge("tocsin.dashboard.clients", "Clients that follow", following);
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
