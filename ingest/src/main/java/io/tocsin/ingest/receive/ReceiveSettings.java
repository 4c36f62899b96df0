package io.tocsin.ingest.receive;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of the HTTP door.
 *
 * @param host address on which it listens
 * @param port 0 takes any free one
 * @param tokens whoever shows one of them may write
 * @param maxBody bytes of a body, unpacked
 * @param maxPosts posts of a request
 * @param maxInFlight bytes that requests under way may take together
 * @param readTimeout how long a body may take to come
 * @param idleTimeout how long a connection may be still
 * @param threads requests that are read at once
 */
public record ReceiveSettings(
    String host,
    int port,
    List<String> tokens,
    long maxBody,
    int maxPosts,
    long maxInFlight,
    Duration readTimeout,
    Duration idleTimeout,
    int threads) {
  private static final String SECTION = "tocsin.receive.";

  static final ConfigKey<String> HOST =
      ConfigKey.text(SECTION + "host")
          .defaultsTo("127.0.0.1")
          .allowing("a host name or address", text -> !text.isBlank())
          .describedAs("Address on which posts are received; another one needs tokens.");

  static final ConfigKey<Integer> PORT =
      ConfigKey.integer(SECTION + "port")
          .defaultsTo(8094)
          .allowing("a port from 0 to 65535", number -> number >= 0 && number <= 65_535)
          .describedAs("Port on which posts are received; 0 takes any free one.");

  private static final ConfigKey<List<String>> TOKENS =
      ConfigKey.list(SECTION + "tokens")
          .allowing(
              "tokens of at least 16 letters, digits or ._~+/- each, separated by commas",
              tokens -> tokens.size() <= 100 && tokens.stream().allMatch(Tokens::isToken))
          .describedAs("Whoever shows one of them may write; without any, everybody on this host.");

  private static final ConfigKey<Long> MAX_BODY =
      ConfigKey.size(SECTION + "max-body")
          .defaultsTo(8L << 20)
          .allowing("a size from 64KiB to 1GiB", size -> size >= 64L << 10 && size <= 1L << 30)
          .describedAs("Largest body of a request, also after it is unpacked.");

  private static final ConfigKey<Integer> MAX_POSTS =
      ConfigKey.integer(SECTION + "max-posts")
          .defaultsTo(10_000)
          .allowing(
              "a whole number from 1 to 1000000", number -> number >= 1 && number <= 1_000_000)
          .describedAs("Most posts of a request.");

  private static final ConfigKey<Long> MAX_IN_FLIGHT =
      ConfigKey.size(SECTION + "max-in-flight")
          .defaultsTo(64L << 20)
          .allowing("a size from 1MiB to 64GiB", size -> size >= 1L << 20 && size <= 64L << 30)
          .describedAs(
              "Memory of requests under way together (a body counts twice, a post 1 KiB); beyond it"
                  + " they are told to come again (429).");

  private static final ConfigKey<Duration> READ_TIMEOUT =
      positive("read-timeout", Duration.ofSeconds(30))
          .describedAs("How long a body may take to come.");

  private static final ConfigKey<Duration> IDLE_TIMEOUT =
      positive("idle-timeout", Duration.ofSeconds(30))
          .describedAs("How long a connection may be still.");

  private static final ConfigKey<Integer> THREADS =
      ConfigKey.integer(SECTION + "threads")
          .defaultsTo(16)
          .allowing("a whole number from 1 to 1000", number -> number >= 1 && number <= 1_000)
          .describedAs("Requests that are read at once; more of them wait.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(
          HOST,
          PORT,
          TOKENS,
          MAX_BODY,
          MAX_POSTS,
          MAX_IN_FLIGHT,
          READ_TIMEOUT,
          IDLE_TIMEOUT,
          THREADS);

  public ReceiveSettings {
    tokens = List.copyOf(tokens);
  }

  private static ConfigKey<Duration> positive(String name, Duration value) {
    return ConfigKey.duration(SECTION + name)
        .defaultsTo(value)
        .allowing(
            "a duration from 10ms to 1h",
            time -> time.toMillis() >= 10 && time.compareTo(Duration.ofHours(1)) <= 0);
  }

  /**
   * The settings that a configuration holds.
   *
   * @throws InvalidConfigException if anybody could write from elsewhere, or the largest request
   *     would never be taken
   */
  public static ReceiveSettings of(ServiceConfig config) {
    ReceiveSettings settings =
        new ReceiveSettings(
            config.get(HOST),
            config.get(PORT),
            config.find(TOKENS).orElse(List.of()),
            config.get(MAX_BODY),
            config.get(MAX_POSTS),
            config.get(MAX_IN_FLIGHT),
            config.get(READ_TIMEOUT),
            config.get(IDLE_TIMEOUT),
            config.get(THREADS));
    List<ConfigProblem> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return settings;
  }

  /** What the largest request takes of the memory. */
  long largestRequest() {
    return RequestCost.ofRequest() + RequestCost.ofBody(maxBody) + RequestCost.ofPosts(maxPosts);
  }

  private List<ConfigProblem> problems() {
    List<ConfigProblem> problems = new ArrayList<>();
    if (tokens.isEmpty() && !isLoopback()) {
      problems.add(
          problem(TOKENS, null, "required where " + HOST + " is not a loopback address: " + host));
    }
    if (maxInFlight < largestRequest()) {
      problems.add(
          problem(
              MAX_IN_FLIGHT,
              Long.toString(maxInFlight),
              "expected at least %d, what one request with the largest %s and %s takes"
                  .formatted(largestRequest(), MAX_BODY, MAX_POSTS)));
    }
    return problems;
  }

  private static ConfigProblem problem(ConfigKey<?> key, @Nullable String value, String message) {
    return new ConfigProblem(key.name(), value, message, "");
  }

  /** A name that nobody knows is not taken for this host. */
  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
