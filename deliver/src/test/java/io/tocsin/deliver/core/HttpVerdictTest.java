package io.tocsin.deliver.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpVerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static Outcome of(int status) {
    return HttpVerdict.of(status, "", Optional.empty(), NOW);
  }

  private static Duration wished(String retryAfter) {
    return ((Outcome.Failed) HttpVerdict.of(503, "", Optional.of(retryAfter), NOW)).wished();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void shouldTakeSuccessForDelivery(int status) {
    assertThat(of(status)).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 499})
  void shouldGiveUpWhereTheReceiverRefuses(int status) {
    assertThat(of(status)).isEqualTo(new Outcome.Refused("status-" + status, "status " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void shouldFollowNobodyElsewhere(int status) {
    assertThat(of(status))
        .isEqualTo(
            new Outcome.Refused(
                "redirected", "status " + status + " (redirects are not followed)"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599, 101, 700})
  void shouldTryAgainWhatMayPass(int status) {
    assertThat(of(status)).isEqualTo(new Outcome.Failed("status " + status, Duration.ZERO));
  }

  @Test
  void shouldReadRetryAfterInBothForms() {
    assertThat(wished(" 120 ")).isEqualTo(Duration.ofMinutes(2));
    assertThat(wished("Sun, 1 Mar 2026 10:05:00 GMT")).isEqualTo(Duration.ofMinutes(5));
    assertThat(wished("Sun, 1 Mar 2026 09:00:00 GMT")).isZero();
    assertThat(wished("soon")).isZero();
    assertThat(wished("-5")).isZero();
    assertThat(wished("99999999999999999999")).isZero();
  }

  @Test
  void shouldTellTheBeginningOfTheAnswerOnOneLine() {
    Outcome refused =
        HttpVerdict.of(400, "no\r\nsuch\u0007 field" + "x".repeat(500), Optional.empty(), NOW);
    assertThat(((Outcome.Refused) refused).detail())
        .startsWith("status 400: no such fieldxxx")
        .endsWith("x…")
        .hasSize("status 400: ".length() + 201);
  }
}
