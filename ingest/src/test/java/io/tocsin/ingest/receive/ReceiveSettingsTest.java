package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.runtime.config.InvalidConfigException;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveSettingsTest {
  private static final String TOKEN = "0123456789abcdef";

  private static ReceiveSettings settings(Map<String, String> values) {
    return ReceiveSettings.of(config(values));
  }

  private static ServiceConfig config(Map<String, String> values) {
    ServiceConfigBuilder builder =
        ServiceConfig.builder(ReceiveSettings.KEYS)
            .set("tocsin.kafka.bootstrap.servers", "127.0.0.1:9092")
            .set("tocsin.registry.url", "http://127.0.0.1:8081");
    values.forEach(builder::set);
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void shouldServeThisHostWithoutAToken(String host) {
    assertThat(settings(Map.of("tocsin.receive.host", host)).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-name.invalid"})
  void shouldServeOthersOnlyWithAToken(String host) {
    assertThatThrownBy(() -> settings(Map.of("tocsin.receive.host", host)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tocsin.receive.tokens: required where tocsin.receive.host")
        .hasMessageContaining(host);
    assertThat(
            settings(Map.of("tocsin.receive.host", host, "tocsin.receive.tokens", TOKEN)).tokens())
        .containsExactly(TOKEN);
  }

  @Test
  void shouldRefuseAShortTokenAndShowNone() {
    assertThatThrownBy(() -> config(Map.of("tocsin.receive.tokens", TOKEN + ",shorter")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tocsin.receive.tokens: expected tokens of at least 16")
        .hasMessageNotContainingAny(TOKEN, "shorter");
    assertThat(config(Map.of("tocsin.receive.tokens", TOKEN)).settings().masked())
        .contains("tocsin.receive.tokens")
        .doesNotContain(TOKEN);
  }

  @Test
  void shouldHaveRoomForTheLargestRequest() {
    assertThatThrownBy(
            () ->
                settings(
                    Map.of(
                        "tocsin.receive.max-in-flight", "16MiB",
                        "tocsin.receive.max-body", "8MiB",
                        "tocsin.receive.max-posts", "1")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tocsin.receive.max-in-flight: expected at least 16794624");
    ReceiveSettings defaults = settings(Map.of());
    assertThat(defaults.largestRequest()).isLessThanOrEqualTo(defaults.maxInFlight());
  }
}
