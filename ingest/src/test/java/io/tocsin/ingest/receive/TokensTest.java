package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final Tokens TOKENS = new Tokens(List.of("0123456789abcdef", "fedcba9876543210"));

  @Test
  void shouldLetInWhoeverShowsOne() {
    assertThatCode(() -> TOKENS.require("Bearer 0123456789abcdef")).doesNotThrowAnyException();
    assertThatCode(() -> TOKENS.require("bearer  fedcba9876543210 ")).doesNotThrowAnyException();
    assertThatCode(() -> new Tokens(List.of()).require(null)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic 0123456789abcdef",
        "0123456789abcdef",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0",
        "Bearer 0123456789ABCDEF"
      })
  void shouldLetNobodyElseIn(String authorization) {
    assertThatThrownBy(() -> TOKENS.require(authorization))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAUTHORIZED);
              assertThat(problem.headers()).containsKey("WWW-Authenticate");
              assertThat(problem.detail()).doesNotContainIgnoringCase("0123456789abcde");
            });
  }

  @Test
  void shouldKnowWhatCanBeAToken() {
    assertThat(Tokens.isToken("0123456789abcde")).isFalse();
    assertThat(Tokens.isToken("0123456789abcdef==")).isTrue();
    assertThat(Tokens.isToken("0123456789 abcdef")).isFalse();
  }
}
