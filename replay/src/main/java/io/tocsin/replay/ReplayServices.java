package io.tocsin.replay;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.service.ServiceDefinition;
import java.util.List;
import java.util.stream.Collectors;

/** The services that a replay runs. */
public final class ReplayServices {

  private ReplayServices() {}

  /** Ingest, enrich and alerts, in the order of the flow. */
  static List<ServiceDefinition> all() {
    return List.of(IngestApp.DEFINITION, EnrichApp.DEFINITION, AlertsApp.DEFINITION);
  }

  /** The keys of all of them. */
  public static List<ConfigKey<?>> keys() {
    return all().stream()
        .flatMap(definition -> definition.keys().stream())
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }
}
