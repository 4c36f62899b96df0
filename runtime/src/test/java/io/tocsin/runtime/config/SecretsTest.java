package io.tocsin.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tocsin.kafka.ssl.key.password",
        "tocsin.kafka.ssl.keystore.key",
        "tocsin.kafka.sasl.jaas.config",
        "tocsin.registry.basic.auth.user.info",
        "tocsin.registry.bearer.auth.token",
        "tocsin.registry.bearer.auth.client.secret",
        "tocsin.enrich.api-key",
        "tocsin.kafka.producer.SSL.KEYSTORE.PASSWORD"
      })
  void shouldMaskSecrets(String key) {
    assertThat(Secrets.mask(key, "hidden")).isEqualTo(Secrets.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tocsin.namespace",
        "tocsin.kafka.bootstrap.servers",
        "tocsin.kafka.ssl.keystore.location",
        "tocsin.registry.basic.auth.credentials.source"
      })
  void shouldShowTheRest(String key) {
    assertThat(Secrets.mask(key, "shown")).isEqualTo("shown");
  }

  @Test
  void shouldTakeCredentialsOutOfUrls() {
    assertThat(Secrets.mask("tocsin.registry.url", "https://me:hidden@host:8081/a@b"))
        .isEqualTo("https://" + Secrets.MASK + "@host:8081/a@b");
    assertThat(Secrets.mask("tocsin.registry.url", "http://one:1,http://u:hidden@two:2"))
        .isEqualTo("http://one:1,http://" + Secrets.MASK + "@two:2");
  }
}
