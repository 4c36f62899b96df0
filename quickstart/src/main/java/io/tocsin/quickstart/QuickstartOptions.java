package io.tocsin.quickstart;

import io.tocsin.devcluster.DevClusterOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How quickstart is to run.
 *
 * @param data where everything is kept for the next start; null for nowhere
 * @param kafkaPort port of the broker; 0 for any free one
 * @param registryPort port of the schema registry; 0 for any free one
 * @param httpPort port of ingest's endpoint, the next two are those of enrich and alerts; 0 for any
 *     free ones
 * @param dashboardPort port of the page; 0 for any free one
 */
record QuickstartOptions(
    @Nullable Path data, int kafkaPort, int registryPort, int httpPort, int dashboardPort) {

  /** The cluster that this asks for. */
  DevClusterOptions cluster() {
    DevClusterOptions place =
        data == null
            ? DevClusterOptions.temporary()
            : DevClusterOptions.keptIn(data.resolve("cluster"));
    return place.withKafkaPort(kafkaPort).withRegistryPort(registryPort);
  }
}
