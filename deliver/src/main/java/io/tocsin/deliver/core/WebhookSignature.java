package io.tocsin.deliver.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a webhook is sent, as the specification Standard Webhooks (symmetric, {@code v1}) has
 * it: HMAC-SHA256 over id, time stamp and body. The time stamp is signed with it, so that a request
 * that somebody has kept can be told by its age.
 */
public final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final List<Key> keys;

  /** With several, each signs. */
  public WebhookSignature(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * A key from its text: {@code whsec_} and 24 to 64 bytes in Base64, the prefix may be missing;
   * empty for anything else.
   */
  public static Optional<Key> key(String text) {
    String base64 = text.strip();
    base64 = base64.startsWith(PREFIX) ? base64.substring(PREFIX.length()) : base64;
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES
          ? Optional.of(new SecretKeySpec(bytes, ALGORITHM))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /**
   * The header {@code webhook-signature}.
   *
   * @param id what is sent as {@code webhook-id}
   * @param epochSecond what is sent as {@code webhook-timestamp}
   */
  public String of(String id, long epochSecond, byte[] body) {
    byte[] beginning = (id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, beginning, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(Key key, byte[] beginning, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(beginning);
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }
}
