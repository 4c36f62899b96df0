package io.tocsin.operations;

import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;

/** From a configured namespace to its topics. */
final class Catalogue {

  private Catalogue() {}

  /** For those who read and write no values. */
  static Topics of(ServiceConfig config) {
    return of(config, AvroSerdes.inMemory());
  }

  /** For those who do. */
  static Topics of(ServiceConfig config, AvroSerdes serdes) {
    return Topics.of(
        config.namespace(),
        config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT,
        config.topics().partitions(),
        serdes);
  }
}
