package io.tocsin.quickstart;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.deliver.DeliverSettings;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.ingest.feed.FeedSettings;
import io.tocsin.ingest.receive.ReceiveSettings;
import io.tocsin.operations.probe.ProbeSettings;
import io.tocsin.runtime.config.ConfigDocs;
import io.tocsin.runtime.service.ServiceDefinition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("tocsin.root", ".."), "docs", "configuration.md");

  static List<ServiceDefinition> services() {
    return List.of(IngestApp.DEFINITION, EnrichApp.DEFINITION, AlertsApp.DEFINITION);
  }

  /** Fails with what to do; {@code -Dtocsin.docs.update=true} writes the page. */
  @ParameterizedTest
  @MethodSource("services")
  void shouldNameTheKeysOfTheServiceAsTheyAre(ServiceDefinition service) {
    ConfigDocs.check(PAGE, service.name(), service.keys());
  }

  @Test
  void shouldNameTheKeysOfTheDoorOfFeedsAsTheyAre() {
    ConfigDocs.check(PAGE, "feeds", FeedSettings.KEYS);
  }

  @Test
  void shouldNameTheKeysOfTheHttpDoorAsTheyAre() {
    ConfigDocs.check(PAGE, "receive", ReceiveSettings.KEYS);
  }

  @Test
  void shouldNameTheKeysOfTheProbeAsTheyAre() {
    ConfigDocs.check(PAGE, "probe", ProbeSettings.KEYS);
  }

  @Test
  void shouldNameTheKeysOfDeliveryAsTheyAre() {
    ConfigDocs.check(PAGE, "deliver", DeliverSettings.KEYS);
  }
}
