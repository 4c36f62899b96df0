package io.tocsin.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final ConfigKey<Duration> MARGIN =
      ConfigKey.duration("tocsin.ingest.margin").defaultsTo(Duration.ofSeconds(2));
  private static final Map<String, String> NEEDED =
      Map.of(
          "tocsin.kafka.bootstrap.servers", "one:9092",
          "tocsin.registry.url", "http://registry:8081");

  @TempDir private Path directory;

  private static ConfigReader reader() {
    return new ConfigReader(List.of(MARGIN));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static List<String> problems(ConfigReader reader) {
    return catchThrowableOfType(InvalidConfigException.class, reader::read).problems().stream()
        .map(ConfigProblem::line)
        .toList();
  }

  @Nested
  class Precedence {
    @Test
    void shouldLetFlagsBeatEnvironmentBeatFileBeatDefaults() throws IOException {
      Path file =
          file(
              "tocsin.yaml",
              """
              tocsin:
                namespace: from-file
                threads: 2
                http:
                  port: 8081
                kafka:
                  bootstrap.servers: file:9092
                registry:
                  url: http://file:8081
              """);
      ServiceConfig config =
          reader()
              .file(file)
              .environment(
                  Map.of("TOCSIN_NAMESPACE", "from-env", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "e:1"))
              .values("command line", Map.of("tocsin.namespace", "from-flag"))
              .read();

      assertThat(config.namespace()).isEqualTo("from-flag");
      assertThat(config.bootstrapServers()).isEqualTo("e:1");
      assertThat(config.threads()).isEqualTo(2);
      assertThat(config.http().port()).isEqualTo(8081);
      assertThat(config.http().host()).isEqualTo("127.0.0.1");
      assertThat(config.mode()).isEqualTo(Mode.LIVE);
      assertThat(config.get(MARGIN)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldSayWhereEachValueCameFrom() {
      ServiceConfig config =
          reader().values("code", NEEDED).environment(Map.of("TOCSIN_THREADS", "3")).read();

      assertThat(config.settings().masked())
          .contains("tocsin.threads = 3  [environment]")
          .contains("tocsin.namespace = news  [default]")
          .contains("tocsin.registry.url = http://registry:8081  [code]");
    }

    @Test
    void shouldReadPropertiesFiles() throws IOException {
      Path file = file("tocsin.properties", "tocsin.namespace=p\ntocsin.ingest.margin=250ms\n");

      ServiceConfig config = reader().values("code", NEEDED).file(file).read();

      assertThat(config.namespace()).isEqualTo("p");
      assertThat(config.get(MARGIN)).isEqualTo(Duration.ofMillis(250));
    }
  }

  @Nested
  class PassedOn {
    @Test
    void shouldPassKafkaRegistryAndStreamsSettings() throws IOException {
      Path file =
          file(
              "tocsin.yaml",
              """
              tocsin:
                kafka:
                  bootstrap.servers: [one:9092, two:9092]
                  security.protocol: SSL
                registry:
                  url: http://registry:8081
                  basic.auth.user.info: me:hidden
                streams:
                  num.standby.replicas: 1
              """);

      ServiceConfig config = reader().file(file).read();

      assertThat(config.kafka())
          .containsOnly(
              Map.entry("bootstrap.servers", "one:9092,two:9092"),
              Map.entry("security.protocol", "SSL"));
      assertThat(config.registry())
          .containsOnly(
              Map.entry("basic.auth.user.info", "me:hidden"),
              Map.entry("basic.auth.credentials.source", "USER_INFO"));
      assertThat(config.streams()).containsOnly(Map.entry("num.standby.replicas", "1"));
    }

    @Test
    void shouldTurnUnderscoresOfTheEnvironmentIntoDots() {
      ServiceConfig config =
          reader()
              .values("code", NEEDED)
              .environment(
                  Map.of(
                      "TOCSIN_KAFKA_SECURITY_PROTOCOL", "SSL",
                      "TOCSIN_KAFKA_MY_PLUGIN_SETTING", "x",
                      "TOCSIN_STATE_DIR", "/somewhere"))
              .read();

      assertThat(config.kafka())
          .containsEntry("security.protocol", "SSL")
          .containsEntry("my.plugin.setting", "x");
      assertThat(config.stateDir()).isEqualTo(Path.of("/somewhere"));
    }

    @Test
    void shouldExpandReferencesToTheEnvironment() {
      ServiceConfig config =
          reader()
              .values("code", NEEDED)
              .environment(Map.of("PASSWORD", "hidden"))
              .values("file", Map.of("tocsin.kafka.ssl.key.password", "${PASSWORD}"))
              .read();

      assertThat(config.kafka()).containsEntry("ssl.key.password", "hidden");
    }

    @Test
    void shouldNameAReferenceThatLeadsNowhere() {
      assertThat(
              problems(
                  reader()
                      .values("code", NEEDED)
                      .values("flags", Map.of("tocsin.namespace", "${NOBODY_SET_IT}"))))
          .singleElement()
          .asString()
          .startsWith("tocsin.namespace: expected a value in which each ${…} names a variable");
    }
  }

  @Nested
  class Problems {
    @Test
    void shouldReportAllAtOnceWithKeyValueExpectationAndOrigin() {
      assertThat(
              problems(
                  reader()
                      .environment(Map.of("TOCSIN_HTTP_PORT", "many"))
                      .values(
                          "command line",
                          Map.of("tocsin.mode", "slow", "tocsin.namespace", "a b"))))
          .containsExactly(
              "tocsin.http.port: expected a port from 0 to 65535 but got \"many\" [environment]",
              "tocsin.kafka.bootstrap.servers: required, expected host:port, several separated by"
                  + " commas",
              "tocsin.mode: expected live or event but got \"slow\" [command line]",
              "tocsin.namespace: expected letters, digits and hyphens, at most 100 but got"
                  + " \"a b\" [command line]",
              "tocsin.registry.url: required, expected a URL beginning with http:// or https://");
    }

    @ParameterizedTest
    @CsvSource({
      "tocsin.namspace,tocsin.namespace",
      "tocsin.http.prot,tocsin.http.port",
      "tocsn.namespace,tocsin.namespace",
      "tocsin.ingest.margins,tocsin.ingest.margin",
      "tocsin.ingets.margin,tocsin.ingest.margin",
      "tocsin.kafka.security.protocl,tocsin.kafka.security.protocol",
      "tocsin.streams.num.stanby.replicas,tocsin.streams.num.standby.replicas"
    })
    void shouldNameTheNearestKnownKey(String written, String meant) {
      assertThat(
              problems(reader().values("code", NEEDED).values("file f.yaml", Map.of(written, "1"))))
          .containsExactly(
              written + ": unknown, did you mean " + meant + "? (value \"1\") [file f.yaml]");
    }

    @Test
    void shouldNameTheNearestVariable() {
      assertThat(
              problems(reader().values("code", NEEDED).environment(Map.of("TOCSIN_NAMSPACE", "x"))))
          .containsExactly(
              "TOCSIN_NAMSPACE: unknown, did you mean TOCSIN_NAMESPACE? (value \"x\")"
                  + " [environment]");
    }

    @Test
    void shouldReportARequiredKeyThatIsMisspelt() {
      assertThat(
              problems(
                  reader()
                      .values(
                          "code",
                          Map.of(
                              "tocsin.kafka.bootstrap.server", "one:9092",
                              "tocsin.registry.url", "http://r:1"))))
          .contains(
              "tocsin.kafka.bootstrap.server: unknown, did you mean"
                  + " tocsin.kafka.bootstrap.servers? (value \"one:9092\") [code]");
    }

    @Test
    void shouldNotShowSecrets() {
      assertThat(
              problems(
                  reader()
                      .values("code", NEEDED)
                      .values(
                          "file",
                          Map.of(
                              "tocsin.kafka.ssl.key.pasword", "hidden-1",
                              "tocsin.kafka.ssl.keystor.key", "hidden-2",
                              "tocsin.registry.url", "ftp://me:hidden-3@registry"))))
          .hasSize(3)
          .noneMatch(line -> line.contains("hidden"));
    }

    @Test
    void shouldNotShowSecretsOfAConfigurationThatIsPrinted() {
      ServiceConfig config =
          reader()
              .values("code", NEEDED)
              .values("file", Map.of("tocsin.kafka.ssl.key.password", "hidden"))
              .read();

      assertThat(config.toString()).contains("ssl.key.password = ****").doesNotContain("hidden");
    }

    @Test
    void shouldNameAFileThatCannotBeRead() {
      assertThat(problems(reader().values("code", NEEDED).file(directory.resolve("none.yaml"))))
          .singleElement()
          .asString()
          .startsWith("--config: expected a readable file but got")
          .contains("none.yaml");
    }

    @Test
    void shouldNameAFileThatIsNotYaml() throws IOException {
      Path file = file("bad.yaml", "tocsin: [unclosed");

      assertThat(problems(reader().values("code", NEEDED).file(file)))
          .singleElement()
          .asString()
          .contains("expected well-formed YAML");
    }
  }

  /** A program that does the work of a service in its own process. */
  @Nested
  class WithoutACluster {
    @Test
    void shouldReadTheSameSourcesInTheSameOrder() {
      Settings file = reader().values("file", Map.of("tocsin.ingest.margin", "3s")).readOwn();
      Settings environment =
          reader()
              .values("file", Map.of("tocsin.ingest.margin", "3s"))
              .environment(Map.of("TOCSIN_INGEST_MARGIN", "4s"))
              .readOwn();

      assertThat(reader().readOwn().get(MARGIN)).isEqualTo(Duration.ofSeconds(2));
      assertThat(file.get(MARGIN)).isEqualTo(Duration.ofSeconds(3));
      assertThat(environment.get(MARGIN)).isEqualTo(Duration.ofSeconds(4));
      assertThat(environment.all()).noneMatch(Settings.Value::isDefault);
      assertThat(reader().readOwn().all()).allMatch(Settings.Value::isDefault);
    }

    @Test
    void shouldPassOverWhatIsWrongAboutBrokerAndRegistry() {
      Settings settings =
          reader()
              .values(
                  "file",
                  Map.of(
                      "tocsin.kafka.sasl.jaas.config", "${file:/nowhere/login}",
                      "tocsin.kafka.ssl.truststore.location", "/nowhere/authority.p12",
                      "tocsin.registry.basic.auth.user.info", "${NOWHERE}",
                      "tocsin.ingest.margin", "3s"))
              .readOwn();

      assertThat(settings.get(MARGIN)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldRefuseWhatIsWrongOfItsOwn() {
      ConfigReader reader =
          reader()
              .values("file", Map.of("tocsin.ingest.margin", "soon", "tocsin.ingest.magrin", "1"));

      assertThat(catchThrowableOfType(InvalidConfigException.class, reader::readOwn).problems())
          .extracting(ConfigProblem::key)
          .containsExactly("tocsin.ingest.magrin", "tocsin.ingest.margin");
    }
  }

  @Nested
  class SharedFile {
    @Test
    void shouldLeaveTheSectionsOfOtherServicesAlone() {
      ServiceConfig config =
          reader()
              .values("code", NEEDED)
              .values("file", Map.of("tocsin.alerts.horizon", "7d"))
              .environment(Map.of("TOCSIN_ALERTS_HORIZON", "7d"))
              .read();

      assertThat(config.settings().masked()).doesNotContain("tocsin.alerts");
    }

    @Test
    void shouldIgnoreWhatContainersSetByThemselves() {
      ServiceConfig config =
          reader()
              .values("code", NEEDED)
              .environment(
                  Map.of(
                      "TOCSIN_INGEST_SERVICE_HOST", "10.0.0.1",
                      "TOCSIN_INGEST_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                      "TOCSIN_LOG_LEVEL", "DEBUG"))
              .read();

      assertThat(config.namespace()).isEqualTo("news");
    }
  }

  @Test
  void shouldRefuseAKeyThatIsDeclaredTwice() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> new ConfigReader(List.of(ConfigKey.text("tocsin.namespace")))))
        .hasMessageContaining("tocsin.namespace is declared twice");
  }
}
