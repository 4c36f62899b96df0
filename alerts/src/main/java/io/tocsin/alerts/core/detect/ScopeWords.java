package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule.Scope;
import java.util.List;
import java.util.Map;

/** Says in plain words what a scope is. */
public final class ScopeWords {

  private static final Map<String, String> COUNTRIES = CountryNames.load();
  private static final char APART = '~';
  private static final String UNKNOWN = "unknown";
  private static final String WORDS = "text:";

  private ScopeWords() {}

  /** A scope as it is written, with the word that goes before it; nothing for overall. */
  public static String written(String scope) {
    return scope.isEmpty() ? "" : (scope.indexOf(':') < 0 ? " in " : " on ") + scope;
  }

  /**
   * Where something was reported, for a sentence; nothing for overall.
   *
   * @param called what it is called in the posts, empty where that is not known
   */
  static String where(String scope, String called) {
    int end = scope.indexOf(APART);
    return end < 0
        ? whole(scope, called)
        : whole(scope.substring(0, end), called) + " (" + scope.substring(end + 1) + ")";
  }

  private static String whole(String scope, String called) {
    if (scope.isEmpty()) {
      return "";
    }
    for (Scope kind : List.of(Scope.PLACE, Scope.ENTITY, Scope.SOURCE, Scope.TAG)) {
      if (scope.startsWith(kind.prefix())) {
        return of(kind, scope.substring(kind.prefix().length()), called);
      }
    }
    return scope.equals(UNKNOWN)
        ? " naming no country"
        : " on " + COUNTRIES.getOrDefault(scope, scope);
  }

  private static String of(Scope kind, String name, String called) {
    boolean isNone = name.equals(UNKNOWN);
    return switch (kind) {
      case PLACE -> isNone ? " naming no place" : " on " + thing(name, called);
      case ENTITY ->
          isNone ? " naming no person, organisation or place" : " on " + thing(name, called);
      case TAG -> isNone ? " on no known topic" : " on the topic " + name;
      case SOURCE -> " by " + name;
      case NONE, COUNTRY -> " on " + name;
    };
  }

  private static String thing(String name, String called) {
    String plain = name.startsWith(WORDS) ? name.substring(WORDS.length()) : name;
    boolean isLinked = plain.equals(name);
    return called.isEmpty() ? plain : called + (isLinked ? " (" + name + ")" : "");
  }

  /** What the thing that a rule watches is called: the words marked in the oldest of its posts. */
  static String called(List<Evidence> posts) {
    return posts.stream()
        .filter(post -> !post.highlights().isEmpty())
        .findFirst()
        .map(
            post ->
                post.excerpt()
                    .substring(post.highlights().get(0).start(), post.highlights().get(0).end()))
        .orElse("");
  }
}
