package io.tocsin.alerts;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What can be set about the service.
 *
 * @param postMemory how long the mentions of a post are remembered after its last revision
 * @param rememberedPosts posts with mentions that are remembered in one partition
 * @param pendingMentions mentions that may wait for the clock in one partition
 * @param warmStart how much history a new rule is counted over
 */
public record AlertsSettings(
    Duration postMemory, int rememberedPosts, int pendingMentions, WarmStartSettings warmStart) {

  /** With what holds for new rules where nothing is configured. */
  public AlertsSettings(Duration postMemory, int rememberedPosts, int pendingMentions) {
    this(postMemory, rememberedPosts, pendingMentions, WarmStartSettings.DEFAULT);
  }

  private static final ConfigKey<Duration> POST_MEMORY =
      ConfigKey.duration("tocsin.alerts.post-memory")
          .defaultsTo(Duration.ofDays(7))
          .allowing(
              "a duration from 1h to 90d",
              time ->
                  time.compareTo(Duration.ofHours(1)) >= 0
                      && time.compareTo(Duration.ofDays(90)) <= 0)
          .describedAs(
              "How long the mentions of a post are remembered after its last revision; a later edit"
                  + " counts as a new post.");

  private static final ConfigKey<Integer> REMEMBERED_POSTS =
      ConfigKey.integer("tocsin.alerts.remembered-posts")
          .defaultsTo(500_000)
          .allowing("a whole number from 1000 to 10000000", n -> n >= 1_000 && n <= 10_000_000)
          .describedAs(
              "Posts with mentions that are remembered in a partition; beyond it the oldest are"
                  + " forgotten first.");

  private static final ConfigKey<Integer> PENDING_MENTIONS =
      ConfigKey.integer("tocsin.alerts.pending-mentions")
          .defaultsTo(1_000_000)
          .allowing("a whole number from 1000 to 10000000", n -> n >= 1_000 && n <= 10_000_000)
          .describedAs(
              "Mentions that may wait for the clock in a partition; further ones are dropped and"
                  + " counted.");

  /** The keys, below {@code tocsin.alerts.}. */
  static final List<ConfigKey<?>> KEYS =
      Stream.concat(
              Stream.of(POST_MEMORY, REMEMBERED_POSTS, PENDING_MENTIONS),
              WarmStartSettings.KEYS.stream())
          .toList();

  /** What holds where nothing is configured. */
  public static final AlertsSettings DEFAULT =
      new AlertsSettings(Duration.ofDays(7), 500_000, 1_000_000);

  /** As configured. */
  static AlertsSettings of(ServiceConfig config) {
    return of(config.settings());
  }

  /** The same of a program that asks no cluster. */
  public static AlertsSettings of(Settings config) {
    return new AlertsSettings(
        config.get(POST_MEMORY),
        config.get(REMEMBERED_POSTS),
        config.get(PENDING_MENTIONS),
        WarmStartSettings.of(config));
  }
}
