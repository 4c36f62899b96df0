package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    return new Rule(
        id,
        1,
        "hash-" + id,
        "",
        match,
        scope,
        negated,
        List.of(Duration.ofHours(1)),
        new Budget(1, Duration.ofDays(30)),
        new Minimum(3, 2),
        List.of(),
        Duration.ofHours(2),
        Map.of(),
        true);
  }
}
