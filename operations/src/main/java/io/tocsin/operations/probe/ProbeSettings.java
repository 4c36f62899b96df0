package io.tocsin.operations.probe;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be set of the end-to-end probe.
 *
 * @param interval from one post to the next
 * @param timeout after which a post is lost; not shorter than the interval
 */
public record ProbeSettings(Duration interval, Duration timeout) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(10);

  static final ConfigKey<Duration> INTERVAL =
      duration("interval", Duration.ofSeconds(10))
          .describedAs("From one post to the next; each goes through another partition.");

  static final ConfigKey<Duration> TIMEOUT =
      duration("timeout", Duration.ofSeconds(30))
          .describedAs(
              "A post that has not come through by then is lost; not shorter than the interval.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS = List.of(INTERVAL, TIMEOUT);

  private static ConfigKey<Duration> duration(String name, Duration value) {
    return ConfigKey.duration("tocsin.probe." + name)
        .defaultsTo(value)
        .allowing(
            "a duration from 1s to 10m",
            time -> time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0);
  }

  /**
   * As they are configured.
   *
   * @throws InvalidConfigException if they contradict each other, or the namespace has no live time
   */
  static ProbeSettings of(ServiceConfig config) {
    ProbeSettings settings = new ProbeSettings(config.get(INTERVAL), config.get(TIMEOUT));
    List<ConfigProblem> problems = new ArrayList<>();
    if (config.mode() != Mode.LIVE) {
      problems.add(
          new ConfigProblem(
              ShellKeys.MODE.name(),
              "event",
              "expected live, since a history is not to be added to",
              ""));
    }
    if (settings.timeout().compareTo(settings.interval()) < 0) {
      problems.add(
          new ConfigProblem(
              TIMEOUT.name(),
              settings.timeout().toMillis() + "ms",
              "expected at least %s, which is %d ms"
                  .formatted(INTERVAL.name(), settings.interval().toMillis()),
              ""));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return settings;
  }
}
