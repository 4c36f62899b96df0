package io.tocsin.replay.backtest;

import io.tocsin.alerts.AlertsSettings;
import io.tocsin.ingest.IngestSettings;
import io.tocsin.runtime.config.Settings;

/**
 * What the services whose work a backtest does are configured with, as far as it changes alerts.
 *
 * @param ingest of ingest
 * @param alerts of alerts
 */
public record ServiceSettings(IngestSettings ingest, AlertsSettings alerts) {

  /** What holds where nothing is configured. */
  public static final ServiceSettings DEFAULT =
      new ServiceSettings(IngestSettings.DEFAULT, AlertsSettings.DEFAULT);

  /** As configured. */
  public static ServiceSettings of(Settings settings) {
    return new ServiceSettings(IngestSettings.of(settings), AlertsSettings.of(settings));
  }
}
