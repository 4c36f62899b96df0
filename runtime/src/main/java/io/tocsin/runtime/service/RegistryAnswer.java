package io.tocsin.runtime.service;

import io.tocsin.runtime.config.Secrets;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.RegistryProbe;
import java.time.Duration;
import java.time.InstantSource;

/** Whether the configured registry answers as one. */
public final class RegistryAnswer {

  private RegistryAnswer() {}

  /** Asks it, once. */
  public static Health.Check of(ServiceConfig config) {
    return new RegistryProbe(
            config.registryUrl(), config.registry(), Duration.ZERO, InstantSource.system())
        .check();
  }

  /**
   * Checks that it does.
   *
   * @throws ServiceFailure if not, with its address and what it answered
   */
  public static void require(ServiceConfig config) {
    Health.Check answer = of(config);
    if (!answer.healthy()) {
      throw failure(config, answer);
    }
  }

  /** How a program fails whose registry answered so. */
  static ServiceFailure failure(ServiceConfig config, Health.Check answer) {
    String url = Secrets.mask(ShellKeys.REGISTRY_URL.name(), config.registryUrl().toString());
    return new ServiceFailure(
        ExitCode.WORLD_BROKEN,
        "%s: the schema registry at \"%s\" cannot be used: %s"
            .formatted(ShellKeys.REGISTRY_URL.name(), url, answer.detail()));
  }
}
