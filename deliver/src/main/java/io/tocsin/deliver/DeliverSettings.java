package io.tocsin.deliver;

import io.tocsin.runtime.config.ConfigKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What can be set of delivery, beside the list of receivers. */
public final class DeliverSettings {
  private static final String SECTION = "tocsin.deliver.";

  /** The list of receivers. */
  public static final ConfigKey<Path> RECEIVERS =
      ConfigKey.path(SECTION + "receivers")
          .describedAs("The list of receivers, in YAML; without one it does not start.");

  static final ConfigKey<URI> DASHBOARD =
      ConfigKey.url(SECTION + "dashboard")
          .defaultsTo(URI.create("http://127.0.0.1:8095/"))
          .describedAs("Where people reach the dashboard, to which alerts link.");

  static final ConfigKey<Duration> BACKOFF_FIRST =
      duration("backoff.first", Duration.ofSeconds(1))
          .describedAs("The wait after a first failure; it doubles with each that follows.");

  static final ConfigKey<Duration> BACKOFF_MOST =
      duration("backoff.most", Duration.ofMinutes(1))
          .describedAs("The longest wait; a receiver may ask for more, up to an hour.");

  static final ConfigKey<Integer> OPEN_ALERTS =
      ConfigKey.integer(SECTION + "open-alerts")
          .defaultsTo(10_000)
          .allowing("a whole number from 1 to 100000", number -> number >= 1 && number <= 100_000)
          .describedAs(
              "Open alerts that an Alertmanager is told again; beyond it those go first that have"
                  + " not changed longest.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(RECEIVERS, DASHBOARD, BACKOFF_FIRST, BACKOFF_MOST, OPEN_ALERTS);

  private DeliverSettings() {}

  private static ConfigKey<Duration> duration(String name, Duration value) {
    return ConfigKey.duration(SECTION + name)
        .defaultsTo(value)
        .allowing(
            "a duration from 10ms to 1h",
            time -> time.toMillis() >= 10 && time.compareTo(Duration.ofHours(1)) <= 0);
  }
}
