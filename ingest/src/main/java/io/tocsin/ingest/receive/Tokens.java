package io.tocsin.ingest.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may write: whoever shows one of the tokens; with no token at all, everybody. */
final class Tokens {
  private static final String SCHEME = "bearer ";
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}={0,2}");

  private final List<byte[]> digests;

  Tokens(Collection<String> tokens) {
    this.digests = tokens.stream().map(Tokens::digest).toList();
  }

  /** Whether it can stand in a header, and is too long to be guessed. */
  static boolean isToken(String text) {
    return SHAPE.matcher(text).matches();
  }

  /**
   * Checks a request's {@code Authorization}; how long that takes tells nothing of the tokens.
   *
   * @throws Problem if none of them is there
   */
  void require(@Nullable String authorization) {
    if (digests.isEmpty()) {
      return;
    }
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw refusal(
          "Authorization: missing; expected \"Bearer\" and a token", "Bearer realm=\"tocsin\"");
    }
    if (!isKnown(digest(authorization.substring(SCHEME.length()).strip()))) {
      throw refusal(
          "Authorization: this token is none of those that may write here",
          "Bearer realm=\"tocsin\", error=\"invalid_token\"");
    }
  }

  private static Problem refusal(String detail, String challenge) {
    return new Problem(Problem.Kind.UNAUTHORIZED, detail)
        .with("WWW-Authenticate", challenge)
        .closing();
  }

  /** Compares with all of them, whichever it is. */
  private boolean isKnown(byte[] shown) {
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, shown);
    }
    return known;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
