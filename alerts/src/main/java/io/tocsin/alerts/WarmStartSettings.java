package io.tocsin.alerts;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How much history a new rule is counted over.
 *
 * @param enabled whether it is at all
 * @param history so far back, from when the rule came
 * @param posts posts of a partition, the newest
 * @param mentions mentions in a partition that are handed on, the newest
 */
public record WarmStartSettings(boolean enabled, Duration history, int posts, int mentions) {

  private static final ConfigKey<Boolean> ENABLED =
      ConfigKey.flag("tocsin.alerts.warm-start.enabled")
          .defaultsTo(true)
          .describedAs(
              "Whether a rule that is new, or has a new meaning, is counted over the posts kept"
                  + " in the enriched topic; only in live mode.");

  private static final ConfigKey<Duration> HISTORY =
      ConfigKey.duration("tocsin.alerts.warm-start.history")
          .defaultsTo(Duration.ofDays(14))
          .allowing(
              "a duration from 1h to 90d",
              time ->
                  time.compareTo(Duration.ofHours(1)) >= 0
                      && time.compareTo(Duration.ofDays(90)) <= 0)
          .describedAs("How far back a new rule is counted, as far as posts are kept.");

  private static final ConfigKey<Integer> POSTS =
      ConfigKey.integer("tocsin.alerts.warm-start.posts")
          .defaultsTo(1_000_000)
          .allowing("a whole number from 1000 to 100000000", n -> n >= 1_000 && n <= 100_000_000)
          .describedAs("Records of a partition that are read for it, the newest.");

  private static final ConfigKey<Integer> MENTIONS =
      ConfigKey.integer("tocsin.alerts.warm-start.mentions")
          .defaultsTo(100_000)
          .allowing("a whole number from 100 to 1000000", n -> n >= 100 && n <= 1_000_000)
          .describedAs(
              "Mentions of all new rules that are found in a partition and handed to detection;"
                  + " of more only the newest are, and the history begins with them.");

  /** The keys, below {@code tocsin.alerts.warm-start.}. */
  static final List<ConfigKey<?>> KEYS = List.of(ENABLED, HISTORY, POSTS, MENTIONS);

  /** What holds where nothing is configured. */
  public static final WarmStartSettings DEFAULT =
      new WarmStartSettings(true, Duration.ofDays(14), 1_000_000, 100_000);

  /** As configured. */
  static WarmStartSettings of(Settings config) {
    return new WarmStartSettings(
        config.get(ENABLED), config.get(HISTORY), config.get(POSTS), config.get(MENTIONS));
  }
}
