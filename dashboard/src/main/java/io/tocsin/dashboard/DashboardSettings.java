package io.tocsin.dashboard;

import io.tocsin.dashboard.core.CountStore;
import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
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
    Duration idleTimeout) {
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

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(HOST, PORT, NAMESPACES, ALERTS, EVENTS, COUNTS, CLIENTS, HEARTBEAT, IDLE_TIMEOUT);

  public DashboardSettings {
    namespaces = List.copyOf(namespaces);
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
        config.get(IDLE_TIMEOUT));
  }
}
