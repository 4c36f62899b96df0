package io.tocsin.ingest;

import io.tocsin.ingest.core.TimeRules;
import io.tocsin.ingest.core.sources.SourceRules;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What can be set of ingest.
 *
 * @param timeRules how claims about time are checked
 * @param revisionMemory how long a post is remembered after it was last seen
 * @param idleMargin how far the broker's clock may be behind ours
 * @param sources how sources are watched
 */
public record IngestSettings(
    TimeRules timeRules, Duration revisionMemory, Duration idleMargin, SourceRules sources) {
  private static final ConfigKey<Duration> FUTURE_TOLERANCE =
      duration("future-tolerance", TimeRules.DEFAULT.futureTolerance())
          .describedAs("A claimed time this far after a post was seen is still believed.");

  private static final ConfigKey<Duration> BACKLOG_AGE =
      duration("backlog-age", TimeRules.DEFAULT.backlogAge())
          .describedAs("A post published longer before it was first seen does not count.");

  private static final ConfigKey<Duration> REVISION_MEMORY =
      duration("revision-memory", Duration.ofDays(30))
          .allowing("at least 1h", value -> value.compareTo(Duration.ofHours(1)) >= 0)
          .describedAs("A post is remembered this long after it was last seen.");

  static final ConfigKey<Duration> IDLE_MARGIN =
      duration("idle-margin", Duration.ofSeconds(2))
          .describedAs("How far the broker's clock may be behind (live mode).");

  private static final ConfigKey<Duration> FALSE_SILENCE =
      duration("sources.false-silence", SourceRules.DEFAULT.falseSilence())
          .allowing("1d to 3650d", value -> isBetween(value, 1, 3650))
          .describedAs(
              "A source that goes on as usual is called silent at most once in this time.");

  private static final ConfigKey<Duration> SOURCE_MEMORY =
      duration("sources.memory", SourceRules.DEFAULT.memory())
          .allowing("1d to 400d", value -> isBetween(value, 1, 400))
          .describedAs("A source is watched this long after its last post.");

  private static final ConfigKey<Integer> SOURCE_LIMIT =
      ConfigKey.integer("tocsin.ingest.sources.limit")
          .allowing("1 to 1000000", value -> value >= 1 && value <= 1_000_000)
          .defaultsTo(SourceRules.DEFAULT.limit())
          .describedAs(
              "Sources watched in each partition; beyond them the least recent is forgotten.");

  /** The defaults. */
  public static final IngestSettings DEFAULT =
      new IngestSettings(
          TimeRules.DEFAULT, Duration.ofDays(30), Duration.ofSeconds(2), SourceRules.DEFAULT);

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(
          FUTURE_TOLERANCE,
          BACKLOG_AGE,
          REVISION_MEMORY,
          IDLE_MARGIN,
          FALSE_SILENCE,
          SOURCE_MEMORY,
          SOURCE_LIMIT);

  private static boolean isBetween(Duration value, int leastDays, int mostDays) {
    return value.compareTo(Duration.ofDays(leastDays)) >= 0
        && value.compareTo(Duration.ofDays(mostDays)) <= 0;
  }

  private static ConfigKey<Duration> duration(String name, Duration value) {
    return ConfigKey.duration("tocsin.ingest." + name)
        .allowing("a duration that is not negative", duration -> !duration.isNegative())
        .defaultsTo(value);
  }

  /** The settings that a configuration holds. */
  public static IngestSettings of(ServiceConfig config) {
    return of(config.settings());
  }

  /** The same of a program that asks no cluster. */
  public static IngestSettings of(Settings config) {
    return new IngestSettings(
        new TimeRules(config.get(FUTURE_TOLERANCE), config.get(BACKLOG_AGE)),
        config.get(REVISION_MEMORY),
        config.get(IDLE_MARGIN),
        new SourceRules(
            config.get(FALSE_SILENCE), config.get(SOURCE_MEMORY), config.get(SOURCE_LIMIT)));
  }
}
