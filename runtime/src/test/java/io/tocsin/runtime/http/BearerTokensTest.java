package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.http.BearerTokens.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class BearerTokensTest {
  private static final BearerTokens TOKENS = new BearerTokens(List.of("0123456789abcdef"));

  @Test
  void shouldTellKnownTokensFromOthersAndNone() {
    assertThat(TOKENS.shown("bearer  0123456789abcdef ")).isEqualTo(Shown.KNOWN);
    assertThat(TOKENS.shown("Bearer 0123456789abcdeF")).isEqualTo(Shown.UNKNOWN);
    assertThat(TOKENS.shown("Bearer ")).isEqualTo(Shown.UNKNOWN);
    assertThat(TOKENS.shown("Basic 0123456789abcdef")).isEqualTo(Shown.NONE);
    assertThat(TOKENS.shown(null)).isEqualTo(Shown.NONE);
  }

  @Test
  void shouldKnowNobodyWithoutTokens() {
    BearerTokens none = new BearerTokens(List.of());
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.shown("Bearer 0123456789abcdef")).isEqualTo(Shown.UNKNOWN);
  }
}
