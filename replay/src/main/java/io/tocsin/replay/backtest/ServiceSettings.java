package io.tocsin.replay.backtest;

import io.tocsin.alerts.AlertsSettings;
import io.tocsin.enrich.EnrichSettings;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.runtime.config.Settings;

/**
 * What the services whose work a backtest does are configured with, as far as it changes alerts.
 *
 * @param ingest of ingest
 * @param enrich of enrich
 * @param alerts of alerts
 */
public record ServiceSettings(IngestSettings ingest, EnrichSettings enrich, AlertsSettings alerts) {

  /** What holds where nothing is configured. */
  public static final ServiceSettings DEFAULT =
      new ServiceSettings(IngestSettings.DEFAULT, EnrichSettings.DEFAULT, AlertsSettings.DEFAULT);

  /**
   * As configured.
   *
   * @throws io.tocsin.runtime.config.InvalidConfigException if a file that it names cannot be used
   */
  public static ServiceSettings of(Settings settings) {
    return new ServiceSettings(
        IngestSettings.of(settings), EnrichSettings.of(settings), AlertsSettings.of(settings));
  }
}
