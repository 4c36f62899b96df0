package io.tocsin.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySettingsTest {
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ingest\" password=\"%s\";";
  private static final Map<String, String> PLACES =
      Map.of(
          "tocsin.kafka.bootstrap.servers", "broker:9093",
          "tocsin.registry.url", "https://registry:8443");

  @TempDir private Path directory;

  private static ServiceConfig read(Map<String, String> settings, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(PLACES);
    all.putAll(settings);
    return new ConfigReader(List.of()).values("file", all).environment(environment).read();
  }

  private static ServiceConfig read(Map<String, String> settings) {
    return read(settings, Map.of());
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private String store(String type, String password) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("store." + type);
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file.toString();
  }

  @Nested
  class Secrets {

    @Test
    void shouldComeFromAFileWithoutTheLineBreakAtItsEnd() throws IOException {
      String secret = file("password", "s3cret\n");

      ServiceConfig config =
          read(
              Map.of(
                  "tocsin.kafka.security.protocol",
                  "SASL_SSL",
                  "tocsin.kafka.sasl.mechanism",
                  "SCRAM-SHA-512",
                  "tocsin.kafka.sasl.jaas.config",
                  SCRAM.formatted("${file:" + secret + "}")));

      assertThat(config.kafka()).containsEntry("sasl.jaas.config", SCRAM.formatted("s3cret"));
    }

    @Test
    void shouldComeFromTheFileThatAVariableNames() throws IOException {
      String secret = file("login", "tocsin:s3cret");

      ServiceConfig config =
          read(Map.of(), Map.of("TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO_FILE", secret));

      assertThat(config.registry()).containsEntry("basic.auth.user.info", "tocsin:s3cret");
    }

    @Test
    void shouldNotBeReadAsExpressions() throws IOException {
      String odd = "pa$$w${ORD}\\$x";
      String secret = file("password", odd);

      ServiceConfig config =
          read(
              Map.of(
                  "tocsin.kafka.ssl.key.password",
                  "${file:" + secret + "}",
                  "tocsin.kafka.ssl.keystore.password",
                  "${SECRET}"),
              Map.of("SECRET", odd));

      assertThat(config.kafka())
          .containsEntry("ssl.key.password", odd)
          .containsEntry("ssl.keystore.password", odd);
    }

    @Test
    void shouldBeMissedByNameOfTheFile() {
      assertThatThrownBy(
              () ->
                  read(
                      Map.of("tocsin.kafka.ssl.key.password", "${file:/no/such/file}"),
                      Map.of("TOCSIN_REGISTRY_BEARER_AUTH_TOKEN_FILE", "/nor/this")))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining(
              "tocsin.kafka.ssl.key.password: expected a file of UTF-8 text (there is none) but got"
                  + " \"${file:/no/such/file}\" [file]")
          .hasMessageContaining("tocsin.registry.bearer.auth.token")
          .hasMessageContaining("/nor/this");
    }

    @Test
    void shouldNotBeGivenTwice() throws IOException {
      String secret = file("password", "s3cret");

      assertThatThrownBy(
              () ->
                  read(
                      Map.of(),
                      Map.of(
                          "TOCSIN_KAFKA_SSL_KEY_PASSWORD",
                          "hidden",
                          "TOCSIN_KAFKA_SSL_KEY_PASSWORD_FILE",
                          secret)))
          .hasMessageContaining("TOCSIN_KAFKA_SSL_KEY_PASSWORD_FILE")
          .hasMessageNotContaining("s3cret")
          .hasMessageNotContaining("hidden");
    }

    @Test
    void shouldNotFillTheMemory() throws IOException {
      String large = file("large", "x".repeat((1 << 20) + 1));

      assertThatThrownBy(
              () -> read(Map.of("tocsin.kafka.ssl.key.password", "${file:" + large + "}")))
          .hasMessageContaining("more than 1 MiB");
    }
  }

  @Nested
  class Logins {

    private Map<String, String> login(String jaas) {
      return Map.of(
          "tocsin.kafka.security.protocol", "SASL_SSL",
          "tocsin.kafka.sasl.mechanism", "SCRAM-SHA-512",
          "tocsin.kafka.sasl.jaas.config", jaas);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "org.example.Module required username=\"ingest\" password=\"s3cret\"",
          "org.example.Module username=\"ingest\" password=\"s3cret\";",
          "org.example.Module required s3cret;",
          "s3cret"
        })
    void shouldBeWellFormedAndKeepTheirSecretsIfNot(String jaas) {
      assertThatThrownBy(() -> read(login(jaas)))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining("tocsin.kafka.sasl.jaas.config: expected a login module")
          .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldNotBeForgotten() {
      assertThatThrownBy(() -> read(Map.of("tocsin.kafka.security.protocol", "SASL_SSL")))
          .hasMessageContaining(
              "tocsin.kafka.sasl.jaas.config: required where tocsin.kafka.security.protocol is"
                  + " SASL_SSL");
    }

    @Test
    void shouldNameTheirMechanism() {
      Map<String, String> settings = new HashMap<>(login(SCRAM.formatted("x")));
      settings.remove("tocsin.kafka.sasl.mechanism");

      assertThatThrownBy(() -> read(settings))
          .hasMessageContaining("tocsin.kafka.sasl.mechanism: required");
    }

    @Test
    void shouldNotBeGivenToAConnectionWithoutLogin() {
      Map<String, String> settings = new HashMap<>(login(SCRAM.formatted("x")));
      settings.put("tocsin.kafka.security.protocol", "SSL");

      assertThatThrownBy(() -> read(settings))
          .hasMessageContaining(
              "tocsin.kafka.security.protocol: expected SASL_SSL or SASL_PLAINTEXT");
    }

    @Test
    void shouldKnowTheProtocol() {
      assertThatThrownBy(() -> read(Map.of("tocsin.kafka.security.protocol", "TLS")))
          .hasMessageContaining(
              "tocsin.kafka.security.protocol: expected PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"
                  + " but got \"TLS\" [file]");
    }
  }

  @Nested
  class Stores {

    private Map<String, String> trust(String location, String password) {
      return Map.of(
          "tocsin.kafka.security.protocol",
          "SSL",
          "tocsin.kafka.ssl.truststore.type",
          "PKCS12",
          "tocsin.kafka.ssl.truststore.location",
          location,
          "tocsin.kafka.ssl.truststore.password",
          password);
    }

    @Test
    void shouldBeOpened() throws IOException, GeneralSecurityException {
      assertThat(read(trust(store("PKCS12", "right"), "right")).kafka())
          .containsEntry("security.protocol", "SSL");
    }

    @Test
    void shouldBeThere() {
      assertThatThrownBy(() -> read(trust("/no/such.p12", "right")))
          .hasMessageContaining(
              "tocsin.kafka.ssl.truststore.location: expected a file that can be read"
                  + " (NoSuchFileException) but got \"/no/such.p12\" [file]");
    }

    @Test
    void shouldHaveTheRightPassword() throws IOException, GeneralSecurityException {
      String store = store("PKCS12", "right");

      assertThatThrownBy(() -> read(trust(store, "wrong")))
          .hasMessageContaining(
              "tocsin.kafka.ssl.truststore.password: expected the password of " + store)
          .hasMessageNotContaining("wrong");
    }

    @Test
    void shouldBeStores() throws IOException {
      String text = file("store.p12", "no store");

      assertThatThrownBy(() -> read(trust(text, "right")))
          .hasMessageContaining(
              "tocsin.kafka.ssl.truststore.location: expected a store of type PKCS12");
    }

    @Test
    void shouldBeUsedByAConnectionThatIsEncrypted() throws IOException, GeneralSecurityException {
      Map<String, String> settings = new HashMap<>(trust(store("PKCS12", "right"), "right"));
      settings.remove("tocsin.kafka.security.protocol");

      assertThatThrownBy(() -> read(settings))
          .hasMessageContaining("tocsin.kafka.security.protocol: expected SSL or SASL_SSL");
    }

    @Test
    void shouldBeCheckedForTheRegistryToo() {
      assertThatThrownBy(
              () -> read(Map.of("tocsin.registry.ssl.truststore.location", "/no/such.p12")))
          .hasMessageContaining("tocsin.registry.ssl.truststore.location");
    }
  }

  @Nested
  class OfTheRegistry {

    @Test
    void shouldReachItsClientUnderTheNamesThatItKnows() throws Exception {
      String store = store("PKCS12", "right");

      ServiceConfig config =
          read(
              Map.of(
                  "tocsin.registry.basic.auth.user.info", "tocsin:s3cret",
                  "tocsin.registry.ssl.truststore.location", store,
                  "tocsin.registry.ssl.truststore.type", "PKCS12",
                  "tocsin.registry.ssl.truststore.password", "right"));

      assertThat(config.registry())
          .containsEntry("basic.auth.credentials.source", "USER_INFO")
          .containsEntry("schema.registry.ssl.truststore.location", store)
          .containsEntry("schema.registry.ssl.truststore.password", "right")
          .doesNotContainKey("url");
    }

    @Test
    void shouldNotBeOverruled() {
      assertThat(
              read(Map.of(
                      "tocsin.registry.bearer.auth.token", "s3cret",
                      "tocsin.registry.bearer.auth.credentials.source", "CUSTOM"))
                  .registry())
          .containsEntry("bearer.auth.credentials.source", "CUSTOM");
    }
  }

  @Test
  void shouldShowNoSecretOnTheConfigurationPage() throws IOException {
    String secret = file("password", "s3cret");

    ServiceConfig config =
        read(
            Map.of(
                "tocsin.kafka.security.protocol", "SASL_PLAINTEXT",
                "tocsin.kafka.sasl.mechanism", "SCRAM-SHA-512",
                "tocsin.kafka.sasl.jaas.config", SCRAM.formatted("${file:" + secret + "}"),
                "tocsin.registry.basic.auth.user.info", "me:s3cret",
                "tocsin.registry.bearer.auth.token", "s3cret"));

    assertThat(config.settings().masked()).contains("sasl.jaas.config = ****");
    assertThat(config.toString()).doesNotContain("s3cret");
  }
}
