package io.tocsin.deliver.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long AT = 1_614_265_330;

  private static Key key(String text) {
    return WebhookSignature.key(text).orElseThrow();
  }

  /** Secret, message and signature are those by which libraries for receivers are tested. */
  @Test
  void shouldSignAsReceiversExpect() {
    WebhookSignature signature =
        new WebhookSignature(List.of(key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    assertThat(signature.of(ID, AT, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void shouldSignIdAndTimeWithTheBody() {
    WebhookSignature signature =
        new WebhookSignature(List.of(key("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    assertThat(signature.of(ID, AT, BODY))
        .isNotEqualTo(signature.of(ID, AT + 1, BODY))
        .isNotEqualTo(signature.of(ID + "x", AT, BODY))
        .isNotEqualTo(signature.of(ID, AT, new byte[0]));
  }

  @Test
  void shouldSignWithEachOfSeveral() {
    Key old = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Key other = key(Base64.getEncoder().encodeToString(new byte[32]));
    String both = new WebhookSignature(List.of(other, old)).of(ID, AT, BODY);
    assertThat(both.split(" "))
        .hasSize(2)
        .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "short", "not base64 at all, but long enough for one"})
  void shouldTakeNoSecretThatCouldBeGuessed(String text) {
    assertThat(WebhookSignature.key(text)).isEmpty();
  }

  @Test
  void shouldTakeFrom24To64Bytes() {
    assertThat(WebhookSignature.key(Base64.getEncoder().encodeToString(new byte[23]))).isEmpty();
    assertThat(WebhookSignature.key(Base64.getEncoder().encodeToString(new byte[24]))).isPresent();
    assertThat(WebhookSignature.key(Base64.getEncoder().encodeToString(new byte[64]))).isPresent();
    assertThat(WebhookSignature.key(Base64.getEncoder().encodeToString(new byte[65]))).isEmpty();
  }
}
