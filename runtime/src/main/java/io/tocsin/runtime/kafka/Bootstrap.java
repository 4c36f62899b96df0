package io.tocsin.runtime.kafka;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the brokers of a configuration before a client does, or when a client got nowhere. */
public final class Bootstrap {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String PROTOCOL = "security.protocol";

  private final ServiceConfig config;

  public Bootstrap(ServiceConfig config) {
    this.config = config;
  }

  /**
   * What forbids that a client is made at all: it would speak plainly to something else than a
   * plain listener. Asks the first broker that can be reached; empty also if none can.
   */
  public Optional<String> forbids() {
    if (speaksTls()) {
      return Optional.empty();
    }
    return Arrays.stream(servers())
        .map(server -> new Finding(server, ask(server)))
        .filter(finding -> finding.answer() != ListenerProbe.Answer.UNREACHABLE)
        .findFirst()
        .filter(finding -> isMisunderstanding(finding.answer()))
        .map(this::text);
  }

  /** What each broker says, for those who got no answer. */
  public String findings() {
    return Arrays.stream(servers())
        .map(server -> new Finding(server, ask(server)))
        .map(this::text)
        .collect(Collectors.joining("; "));
  }

  /** What a broker answered. */
  private record Finding(String server, ListenerProbe.Answer answer) {}

  private static boolean isMisunderstanding(ListenerProbe.Answer answer) {
    return answer == ListenerProbe.Answer.TLS || answer == ListenerProbe.Answer.FOREIGN;
  }

  private String text(Finding finding) {
    String setting = ShellKeys.KAFKA + PROTOCOL + " is " + protocol();
    return switch (finding.answer()) {
      case TLS ->
          speaksTls()
              ? finding.server() + " speaks TLS, but did not answer in it"
              : "%s speaks TLS, but %s: set it to SSL or SASL_SSL"
                  .formatted(finding.server(), setting);
      case KAFKA ->
          speaksTls()
              ? "%s speaks Kafka without TLS, but %s: set it to %s"
                  .formatted(finding.server(), setting, plain())
              : "%s answers, but not to %s: it may want a login (SASL_PLAINTEXT), or %s lists addresses that cannot be reached from here"
                  .formatted(finding.server(), protocol(), "advertised.listeners of the broker");
      case FOREIGN -> finding.server() + " is no Kafka broker";
      case SILENCE -> finding.server() + " takes connections and says nothing";
      case UNREACHABLE -> finding.server() + " cannot be reached";
    };
  }

  private String plain() {
    return protocol().equals("SASL_SSL") ? "SASL_PLAINTEXT" : "PLAINTEXT";
  }

  private boolean speaksTls() {
    return protocol().endsWith("SSL");
  }

  private String protocol() {
    return config.kafka().getOrDefault(PROTOCOL, "PLAINTEXT").toUpperCase(Locale.ROOT);
  }

  private String[] servers() {
    return config.bootstrapServers().strip().split("\\s*,\\s*", -1);
  }

  private static ListenerProbe.Answer ask(String server) {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon).replaceAll("^\\[|]$", "");
    return ListenerProbe.ask(host, Integer.parseInt(server.substring(colon + 1)), PATIENCE);
  }
}
