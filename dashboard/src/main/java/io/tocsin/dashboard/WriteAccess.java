package io.tocsin.dashboard;

import io.javalin.http.Context;
import io.tocsin.runtime.http.BearerTokens;

/**
 * Who may change something: whoever shows a token in {@code Authorization}, which a browser never
 * sends by itself.
 *
 * @param tokens those that are known
 */
record WriteAccess(BearerTokens tokens) {

  /** Whether anybody may. */
  boolean isPossible() {
    return !tokens.isEmpty();
  }

  /**
   * Lets pass who shows a token.
   *
   * @throws ApiProblem if none is shown, or another, or there is none
   */
  void require(Context context) {
    if (tokens.isEmpty()) {
      throw new ApiProblem(
          ApiProblem.Kind.READ_ONLY, "there is no token (tocsin.dashboard.tokens), so nobody may");
    }
    switch (tokens.shown(context.header("Authorization"))) {
      case KNOWN -> {}
      case NONE -> {
        context.header("WWW-Authenticate", "Bearer realm=\"tocsin\"");
        throw new ApiProblem(
            ApiProblem.Kind.UNAUTHORIZED,
            "Authorization: missing; expected \"Bearer\" and a token");
      }
      case UNKNOWN -> {
        context.header("WWW-Authenticate", "Bearer realm=\"tocsin\", error=\"invalid_token\"");
        throw new ApiProblem(
            ApiProblem.Kind.UNAUTHORIZED,
            "Authorization: this token is none of those that may change something");
      }
    }
  }
}
