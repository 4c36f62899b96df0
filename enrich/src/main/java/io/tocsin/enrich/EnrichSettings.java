package io.tocsin.enrich;

import io.tocsin.enrich.core.territory.InvalidPolicyException;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What can be set of enrich.
 *
 * @param territories under which country the places of contested territories are counted
 */
public record EnrichSettings(TerritoryPolicy territories) {

  private static final ConfigKey<Path> TERRITORIES =
      ConfigKey.path("tocsin.enrich.territories")
          .describedAs(
              "Policy for contested territories, read at the start; without it the one that comes"
                  + " along.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS = List.of(TERRITORIES);

  /** The defaults. */
  public static final EnrichSettings DEFAULT = new EnrichSettings(TerritoryPolicy.standard());

  /**
   * The settings that a configuration holds.
   *
   * @throws InvalidConfigException if the file that it names is no policy
   */
  public static EnrichSettings of(ServiceConfig config) {
    return of(config.settings());
  }

  /**
   * The same of a program that asks no cluster.
   *
   * @throws InvalidConfigException if the file that it names is no policy
   */
  public static EnrichSettings of(Settings config) {
    Optional<Path> file = config.find(TERRITORIES);
    try {
      return file.map(TerritoryPolicy::read).map(EnrichSettings::new).orElse(DEFAULT);
    } catch (InvalidPolicyException invalid) {
      throw new InvalidConfigException(
          List.of(
              new ConfigProblem(
                  TERRITORIES.name(),
                  file.map(Path::toString).orElse(""),
                  "expected a policy for territories: " + invalid.getMessage(),
                  "")));
    }
  }
}
