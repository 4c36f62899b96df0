package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Scope;
import java.time.Duration;
import java.util.List;

/** Posts and rules for tests. */
final class Posts {

  private Posts() {}

  static PostRevision english(String title, String body) {
    return in("en", title, body);
  }

  static PostRevision in(String language, String title, String body) {
    return new PostRevision(
        "wire:1", 1, 1_000, "wire", false, false, language, title, body, null, List.of(), List.of(),
        List.of(), null);
  }

  static Rule rule(String id, String match) {
    return rule(id, match, Scope.NONE, Negated.IGNORE);
  }

  static Rule rule(String id, String match, Scope scope, Negated negated) {
    return Rule.builder(id)
        .hash("hash-" + id)
        .match(match)
        .scope(scope)
        .negated(negated)
        .windows(Duration.ofHours(1))
        .build();
  }
}
