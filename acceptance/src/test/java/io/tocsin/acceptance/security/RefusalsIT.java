package io.tocsin.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tocsin.acceptance.security.SecuredCluster.Door;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.service.ServiceShell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A service whose login, certificate or address is wrong ends by itself, and its last words name
 * the setting that puts it right and no secret.
 */
@ExtendWith(SecuredCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
  private static final int CONFIG = 2;
  private static final int WORLD = 3;
  private static final String USER = "refused";
  private static final String PASSWORD = "scram-secret";
  private static final String WRONG = "wrong-secret";

  private SecuredCluster cluster;

  @BeforeAll
  void prepare(SecuredCluster shared) {
    cluster = shared;
    cluster.scramUser(USER, PASSWORD);
  }

  /** What is configured and how the service must end. */
  record Wrong(String what, Map<String, String> settings, int exitCode, List<String> words) {
    @Override
    public String toString() {
      return what;
    }
  }

  private Wrong wrong(String what, Map<String, String> settings, int exitCode, String... words) {
    return new Wrong(what, settings, exitCode, List.of(words));
  }

  private static Map<String, String> with(Map<String, String> settings, String... more) {
    Map<String, String> all = new TreeMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static Map<String, String> without(Map<String, String> settings, String prefix) {
    Map<String, String> rest = new TreeMap<>(settings);
    rest.keySet().removeIf(key -> key.startsWith(prefix));
    return rest;
  }

  private Map<String, String> overTls(Door door) {
    return with(
        cluster.trusting(),
        "tocsin.kafka.bootstrap.servers",
        cluster.at(door),
        "tocsin.kafka.security.protocol",
        "SSL");
  }

  Stream<Wrong> logins() {
    return Stream.of(
        wrong(
            "wrong password by SCRAM",
            cluster.login("SCRAM-SHA-512", USER, WRONG),
            WORLD,
            "tocsin.kafka.sasl.jaas.config",
            "refuses the login of User:refused by SCRAM-SHA-512"),
        wrong(
            "wrong password by PLAIN",
            cluster.login("PLAIN", USER, WRONG),
            WORLD,
            "tocsin.kafka.sasl.jaas.config",
            "refuses the login of User:refused by PLAIN"),
        wrong(
            "mechanism that the broker has not",
            cluster.login("SCRAM-SHA-256", USER, PASSWORD),
            WORLD,
            "tocsin.kafka.sasl.mechanism",
            "SCRAM-SHA-512"),
        wrong(
            "login at a listener that wants none",
            with(cluster.plainLogin(USER), "tocsin.kafka.bootstrap.servers", cluster.plain()),
            WORLD,
            "tocsin.kafka"),
        wrong(
            "no login at a listener that wants one",
            Map.of("tocsin.kafka.bootstrap.servers", cluster.at(Door.PLAINLOGIN)),
            WORLD,
            "tocsin.kafka.bootstrap.servers: no broker answered",
            "may want a login"),
        wrong(
            "no rights",
            cluster.login("SCRAM-SHA-512", USER, PASSWORD),
            WORLD,
            "no rights:",
            "User:refused",
            "Read on topic news.posts.raw",
            "Write on topic news.posts;",
            "Write on topic news.ingest.dead-letters",
            "kafka-acls.sh"));
  }

  Stream<Wrong> certificates() {
    Path client = cluster.ours().keyStore("client", Certificates.host("client.example"));
    return Stream.of(
        wrong(
            "authority that we do not trust",
            with(
                cluster.login("SCRAM-SHA-512", USER, PASSWORD),
                "tocsin.kafka.ssl.truststore.location",
                cluster.strangers().trustStore().toString()),
            WORLD,
            "tocsin.kafka.ssl.truststore.location",
            "nobody in our trust store has signed"),
        wrong(
            "broker's certificate expired",
            overTls(Door.EXPIRED),
            WORLD,
            "tocsin.kafka.bootstrap.servers",
            "has expired"),
        wrong(
            "broker's certificate for another host",
            overTls(Door.MISNAMED),
            WORLD,
            "tocsin.kafka.bootstrap.servers",
            "not for the host"),
        wrong(
            "no certificate of ours",
            overTls(Door.MUTUAL),
            WORLD,
            "tocsin.kafka.ssl.keystore.location",
            "wants a certificate from us"),
        wrong(
            "certificate of ours that a stranger has signed",
            cluster.certificate(
                cluster.strangers().keyStore("client", Certificates.host("client.example"))),
            WORLD,
            "tocsin.kafka.ssl.keystore.location"),
        wrong(
            "certificate of ours expired",
            cluster.certificate(
                cluster
                    .ours()
                    .expiredKeyStore("client-expired", Certificates.host("client.example"))),
            WORLD,
            "tocsin.kafka.ssl.keystore.location"),
        wrong(
            "password of the key store wrong",
            with(cluster.certificate(client), "tocsin.kafka.ssl.keystore.password", WRONG),
            CONFIG,
            "tocsin.kafka.ssl.keystore.password",
            client.toString()),
        wrong(
            "key store missing",
            cluster.certificate(Path.of("/no/such/store.p12")),
            CONFIG,
            "tocsin.kafka.ssl.keystore.location",
            "/no/such/store.p12"));
  }

  Stream<Wrong> misunderstandings() {
    return Stream.of(
        wrong(
            "plain client at a TLS listener",
            Map.of("tocsin.kafka.bootstrap.servers", cluster.at(Door.MUTUAL)),
            WORLD,
            "tocsin.kafka.security.protocol",
            "speaks TLS"),
        wrong(
            "plain login at a TLS listener",
            with(
                cluster.plainLogin(USER), "tocsin.kafka.bootstrap.servers", cluster.at(Door.LOGIN)),
            WORLD,
            "tocsin.kafka.security.protocol",
            "speaks TLS"),
        wrong(
            "TLS client at a plain listener",
            with(
                cluster.trusting(),
                "tocsin.kafka.bootstrap.servers",
                cluster.plain(),
                "tocsin.kafka.security.protocol",
                "SSL"),
            WORLD,
            "no broker answered",
            "speaks Kafka without TLS, but tocsin.kafka.security.protocol is SSL"),
        wrong(
            "web server that waits for a whole request, instead of a broker",
            Map.of(
                "tocsin.kafka.bootstrap.servers",
                cluster.registry().replaceFirst("http://([^/]+)/.*", "$1")),
            WORLD,
            "tocsin.kafka.bootstrap.servers: no broker answered",
            "takes connections and says nothing"));
  }

  Stream<Wrong> registries() {
    Map<String, String> kafka = Map.of("tocsin.kafka.bootstrap.servers", cluster.plain());
    Map<String, String> gate = new TreeMap<>(kafka);
    gate.putAll(cluster.throughTheGate());
    String user = "tocsin.registry.basic.auth.user.info";
    return Stream.of(
        wrong(
            "registry: wrong password",
            with(gate, user, RegistryGate.USER + ":" + WRONG),
            WORLD,
            user,
            "refuses the login",
            "401"),
        wrong("registry: no login", without(gate, user), WORLD, user, "wants a login", "401"),
        wrong(
            "registry: forbidden",
            with(gate, user, RegistryGate.OUTCAST + ":" + RegistryGate.PASSWORD),
            WORLD,
            user,
            "403"),
        wrong(
            "registry: authority that we do not trust",
            without(gate, "tocsin.registry.ssl."),
            WORLD,
            "tocsin.registry.ssl.truststore.location",
            "nobody in our trust store has signed"),
        wrong(
            "registry: another host's certificate",
            with(
                gate,
                "tocsin.registry.url",
                cluster.gate().url().replace("127.0.0.1", "localhost")),
            WORLD,
            "tocsin.registry.url",
            "not for the host"),
        wrong(
            "registry: certificate expired",
            with(gate, "tocsin.registry.url", cluster.expiredGate().url()),
            WORLD,
            "tocsin.registry.url: no TLS connection: its certificate has expired",
            "NotAfter: "),
        wrong(
            "registry: TLS to its plain port",
            with(gate, "tocsin.registry.url", cluster.registry().replace("http:", "https:")),
            WORLD,
            "tocsin.registry.url",
            "does not speak TLS"),
        wrong(
            "registry: plain words to its TLS port",
            with(kafka, "tocsin.registry.url", cluster.gate().url().replace("https:", "http:")),
            WORLD,
            "tocsin.registry.url"),
        wrong(
            "registry: trust store missing",
            with(gate, "tocsin.registry.ssl.truststore.location", "/no/such/store.p12"),
            CONFIG,
            "tocsin.registry.ssl.truststore.location"));
  }

  @ParameterizedTest
  @MethodSource({"logins", "certificates", "misunderstandings", "registries"})
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void shouldEndWithTheNameOfTheSetting(Wrong wrong) {
    Ending ending = run(wrong.settings());

    assertThat(ending.exitCode()).as(ending.words()).isEqualTo(wrong.exitCode());
    assertThat(ending.words())
        .contains(wrong.words())
        .doesNotContain(PASSWORD, WRONG, Certificates.PASSWORD, RegistryGate.PASSWORD)
        .doesNotContain(PasswordOfName.of(USER));
  }

  private record Ending(int exitCode, String words) {}

  /** Runs the service as its main does, with the configuration as flags. */
  private Ending run(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putIfAbsent("tocsin.registry.url", cluster.registry());
    all.put("tocsin.startup-timeout", "3s");
    all.put("tocsin.state-dir", cluster.stateDir("refusals").toString());
    List<String> arguments = new ArrayList<>();
    all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    StringWriter errors = new StringWriter();
    CommandLine command =
        ServiceShell.command(IngestApp.DEFINITION).setErr(new PrintWriter(errors, true));
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    try {
      int exitCode = command.execute(arguments.toArray(String[]::new));
      String lines =
          List.copyOf(logged.list).stream()
              .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
              .collect(Collectors.joining("\n"));
      return new Ending(exitCode, errors + lines);
    } finally {
      root.detachAppender(logged);
      logged.stop();
    }
  }
}
