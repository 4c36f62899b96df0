package io.tocsin.runtime.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a list, as requests show them (RFC 6750). Only digests are kept, and how long a
 * check takes tells nothing of them.
 */
public final class BearerTokens {
  private static final String SCHEME = "bearer ";
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}={0,2}");

  private final List<byte[]> digests;

  /** What a request shows. */
  public enum Shown {
    /** One of the tokens. */
    KNOWN,
    /** No token at all. */
    NONE,
    /** Another one. */
    UNKNOWN
  }

  /** Of some tokens. */
  public BearerTokens(Collection<String> tokens) {
    this.digests = tokens.stream().map(BearerTokens::digest).toList();
  }

  /** Whether it can stand in a header, and is too long to be guessed. */
  public static boolean isToken(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Whether there is none, so that nobody can show one. */
  public boolean isEmpty() {
    return digests.isEmpty();
  }

  /** Looks at a request's {@code Authorization}. */
  public Shown shown(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Shown.NONE;
    }
    byte[] shown = digest(authorization.substring(SCHEME.length()).strip());
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, shown);
    }
    return known ? Shown.KNOWN : Shown.UNKNOWN;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
