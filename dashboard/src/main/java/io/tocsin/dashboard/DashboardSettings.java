package io.tocsin.dashboard;

import io.tocsin.dashboard.core.CountStore;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.BearerTokens;
import java.time.Duration;
import java.util.List;

/**
 * What can be set of the dashboard.
 *
 * @param host address on which it listens
 * @param port 0 takes any free one
 * @param namespaces shown beside the configured one: names, or beginnings that end in {@code *}
 * @param alerts alerts that are kept in memory
 * @param events alert events that are kept in memory
 * @param counts points of the rules' counts that are kept in memory
 * @param clients that may follow at once
 * @param heartbeat how often those who follow are told that all is well
 * @param idleTimeout how long a connection may take nothing
 * @param hosts names by which it is reached, beside addresses, localhost and the host
 * @param tokens whoever shows one of them may change rules
 * @param trialPast how far back a rule is tried
 * @param trialPosts on how many posts
 */
public record DashboardSettings(
    String host,
    int port,
    List<String> namespaces,
    int alerts,
    int events,
    int counts,
    int clients,
    Duration heartbeat,
    Duration idleTimeout,
    List<String> hosts,
    List<String> tokens,
    Duration trialPast,
    int trialPosts) {
  private static final String SECTION = "tocsin.dashboard.";

  public static final ConfigKey<String> HOST =
      ConfigKey.text(SECTION + "host")
          .defaultsTo("127.0.0.1")
          .allowing("a host name or address", text -> !text.isBlank())
          .describedAs("Address on which page and API are served; there is no login.");

  public static final ConfigKey<Integer> PORT =
      ConfigKey.integer(SECTION + "port")
          .defaultsTo(8095)
          .allowing("a port from 0 to 65535", number -> number >= 0 && number <= 65_535)
          .describedAs("Port of page and API; 0 takes any free one.");

  static final ConfigKey<List<String>> NAMESPACES =
      ConfigKey.list(SECTION + "namespaces")
          .defaultsTo(List.of("replay-*"))
          .allowing(
              "names of namespaces, or their beginnings with a * behind",
              names -> names.stream().allMatch(name -> name.matches("[A-Za-z0-9][\\w-]*\\*?")))
          .describedAs(
              "Shown beside `tocsin.namespace`, which is the live one; found while it runs, at most"
                  + " 50.");

  private static final ConfigKey<Integer> ALERTS =
      number("alerts", 10_000, 100, 100_000)
          .describedAs(
              "Alerts that are kept in memory; beyond it those whose end is longest ago go first.");

  private static final ConfigKey<Integer> EVENTS =
      number("events", 2_000, 10, 100_000)
          .describedAs(
              "Alert events that are kept in memory: how far back a page that was away can resume.");

  private static final ConfigKey<Integer> COUNTS =
      number("counts", 100_000, CountStore.MOST_OF_ONE, 5_000_000)
          .describedAs(
              "Points of the rules' counts that are kept in memory, at most 2000 of a rule and scope.");

  private static final ConfigKey<Integer> CLIENTS =
      number("clients", 250, 1, 5_000)
          .describedAs("Pages and programs that may follow the events at once, a thread each.");

  private static final ConfigKey<Duration> HEARTBEAT =
      duration("heartbeat", Duration.ofSeconds(5))
          .describedAs("How often those who follow are told how the dashboard is.");

  private static final ConfigKey<Duration> IDLE_TIMEOUT =
      duration("idle-timeout", Duration.ofSeconds(30))
          .describedAs("How long a connection may be still, or take nothing of what is sent.");

  private static final ConfigKey<List<String>> HOSTS =
      ConfigKey.list(SECTION + "hosts")
          .allowing(
              "names of hosts without ports, separated by commas",
              names -> names.stream().allMatch(name -> name.matches("[A-Za-z0-9.-]+")))
          .describedAs(
              "Names by which browsers reach it, a proxy's for instance; addresses, localhost and"
                  + " `tocsin.dashboard.host` are known.");

  static final ConfigKey<List<String>> TOKENS =
      ConfigKey.list(SECTION + "tokens")
          .allowing(
              "tokens of at least 16 letters, digits or ._~+/- each, separated by commas",
              tokens -> tokens.size() <= 100 && tokens.stream().allMatch(BearerTokens::isToken))
          .describedAs(
              "Whoever shows one of them may change rules and silences; without any, nobody.");

  private static final ConfigKey<Duration> TRIAL_PAST =
      ConfigKey.duration(SECTION + "trial-past")
          .defaultsTo(Duration.ofDays(7))
          .allowing(
              "a duration from 1h to 90d",
              time ->
                  time.compareTo(Duration.ofHours(1)) >= 0
                      && time.compareTo(Duration.ofDays(90)) <= 0)
          .describedAs("How far back the posts reach that a rule is tried on.");

  private static final ConfigKey<Integer> TRIAL_POSTS =
      number("trial-posts", 20_000, 100, 200_000)
          .describedAs(
              "Revisions of posts that a rule is tried on, kept in memory; the newest, and of them"
                  + " so many as have 1,600 characters each.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(
          HOST,
          PORT,
          NAMESPACES,
          ALERTS,
          EVENTS,
          COUNTS,
          CLIENTS,
          HEARTBEAT,
          IDLE_TIMEOUT,
          HOSTS,
          TOKENS,
          TRIAL_PAST,
          TRIAL_POSTS);

  public DashboardSettings {
    namespaces = List.copyOf(namespaces);
    hosts = List.copyOf(hosts);
    tokens = List.copyOf(tokens);
  }

  private static ConfigKey<Integer> number(String name, int value, int least, int most) {
    return ConfigKey.integer(SECTION + name)
        .defaultsTo(value)
        .allowing(
            "a whole number from %d to %d".formatted(least, most),
            number -> number >= least && number <= most);
  }

  private static ConfigKey<Duration> duration(String name, Duration value) {
    return ConfigKey.duration(SECTION + name)
        .defaultsTo(value)
        .allowing(
            "a duration from 100ms to 10m",
            time -> time.toMillis() >= 100 && time.compareTo(Duration.ofMinutes(10)) <= 0);
  }

  /** The settings that a configuration holds. */
  public static DashboardSettings of(ServiceConfig config) {
    return new DashboardSettings(
        config.get(HOST),
        config.get(PORT),
        config.get(NAMESPACES),
        config.get(ALERTS),
        config.get(EVENTS),
        config.get(COUNTS),
        config.get(CLIENTS),
        config.get(HEARTBEAT),
        config.get(IDLE_TIMEOUT),
        config.find(HOSTS).orElse(List.of()),
        config.find(TOKENS).orElse(List.of()),
        config.get(TRIAL_PAST),
        config.get(TRIAL_POSTS));
  }
}
