package io.tocsin.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.runtime.http.Health;
import java.nio.file.Path;
import java.util.List;

/** The meters of a process: those of the JVM, and a place for its own. */
public final class ProcessMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final MultiGauge health;

  /** Meters that all carry the names of service and namespace. */
  public ProcessMeters(String service, String namespace) {
    registry.config().commonTags(Tags.of("service", service, "namespace", namespace));
    List<MeterBinder> binders =
        List.of(
            gc,
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    health =
        MultiGauge.builder("tocsin.health")
            .description("Each check of readiness: 1 up, 0.5 degraded, 0 down.")
            .register(registry);
  }

  /** Watches the room on the disk under a directory that exists. */
  public void watchDisk(Path directory) {
    new DiskSpaceMetrics(directory.toAbsolutePath().toFile()).bindTo(registry);
  }

  /** Where they are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * All of them in Prometheus' text format.
   *
   * @param ready how the service is at this moment
   */
  public String scrape(Health ready) {
    health.register(
        ready.checks().stream().<MultiGauge.Row<?>>map(ProcessMeters::row).toList(), true);
    return registry.scrape();
  }

  private static MultiGauge.Row<Number> row(Health.Check check) {
    double value =
        switch (check.state()) {
          case UP -> 1;
          case DEGRADED -> 0.5;
          case DOWN -> 0;
        };
    return MultiGauge.Row.of(Tags.of("check", check.name()), value);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
