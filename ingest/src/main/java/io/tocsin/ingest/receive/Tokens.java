package io.tocsin.ingest.receive;

import io.tocsin.runtime.http.BearerTokens;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Who may write: whoever shows one of the tokens; with no token at all, everybody. */
final class Tokens {
  private final BearerTokens tokens;

  Tokens(Collection<String> tokens) {
    this.tokens = new BearerTokens(tokens);
  }

  /** Whether it can stand in a header, and is too long to be guessed. */
  static boolean isToken(String text) {
    return BearerTokens.isToken(text);
  }

  /**
   * Checks a request's {@code Authorization}; how long that takes tells nothing of the tokens.
   *
   * @throws Problem if none of them is there
   */
  void require(@Nullable String authorization) {
    if (tokens.isEmpty()) {
      return;
    }
    switch (tokens.shown(authorization)) {
      case KNOWN -> {}
      case NONE ->
          throw refusal(
              "Authorization: missing; expected \"Bearer\" and a token", "Bearer realm=\"tocsin\"");
      case UNKNOWN ->
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
}
