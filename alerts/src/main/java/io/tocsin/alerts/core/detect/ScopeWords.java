package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in plain words what a scope is. */
public final class ScopeWords {

  private static final Map<String, String> COUNTRIES = CountryNames.load();
  private static final List<Scope> WITH_PREFIX =
      List.of(Scope.PLACE, Scope.ENTITY, Scope.SOURCE, Scope.TAG);
  private static final char APART = '~';
  private static final String UNKNOWN = "unknown";
  private static final String WORDS = "text:";
  private static final String COUNTRY_LINK = "iso3166:";

  private ScopeWords() {}

  /**
   * A scope as it is written, with the word that goes before it and, where it has a name that does
   * not say the same, the name; nothing for overall.
   *
   * @param name what it is called, as an alert tells it
   */
  public static String written(String scope, @Nullable String name) {
    if (scope.isEmpty()) {
      return "";
    }
    String plain = whole(scope);
    @Nullable String shown = name == null ? name(scope, null) : name;
    String word = scope.indexOf(':') < 0 ? " in " : " on ";
    return shown == null || plain.endsWith(":" + shown)
        ? word + scope
        : word + shown + " (" + scope + ")";
  }

  /**
   * What a scope is called, for people: countries by our own list, sources and topics as they are,
   * other things as they are called in a post; without what is counted apart in it. Null for
   * overall, for the unknown, and for what nobody has called anything.
   *
   * @param called what a post calls it, null where none does
   */
  static @Nullable String name(String scope, @Nullable String called) {
    String whole = whole(scope);
    Scope kind = kind(whole);
    String plain = whole.substring(kind.prefix().length());
    if (plain.isEmpty() || plain.equals(UNKNOWN)) {
      return null;
    }
    return switch (kind) {
      case PLACE, ENTITY -> thing(plain, called);
      case COUNTRY -> COUNTRIES.get(plain);
      case SOURCE, TAG, NONE -> plain;
    };
  }

  private static @Nullable String thing(String plain, @Nullable String called) {
    if (plain.startsWith(WORDS)) {
      return called == null ? plain.substring(WORDS.length()) : called;
    }
    String country =
        plain.startsWith(COUNTRY_LINK)
            ? COUNTRIES.get(plain.substring(COUNTRY_LINK.length()))
            : null;
    return country == null ? called : country;
  }

  /** Without what is counted apart. */
  private static String whole(String scope) {
    int end = scope.indexOf(APART);
    return end < 0 ? scope : scope.substring(0, end);
  }

  private static Scope kind(String scope) {
    Optional<Scope> named =
        WITH_PREFIX.stream().filter(kind -> scope.startsWith(kind.prefix())).findFirst();
    return named.orElse(scope.isEmpty() ? Scope.NONE : Scope.COUNTRY);
  }

  /**
   * Where something was reported, for a sentence; nothing for overall.
   *
   * @param name what it is called, null where that is not known
   */
  static String where(String scope, @Nullable String name) {
    String whole = whole(scope);
    String apart = scope.substring(whole.length());
    String where = whole.isEmpty() ? "" : of(kind(whole), whole, name);
    return apart.isEmpty() ? where : where + " (" + apart.substring(1) + ")";
  }

  private static String of(Scope kind, String scope, @Nullable String name) {
    String plain = scope.substring(kind.prefix().length());
    boolean isNone = plain.equals(UNKNOWN);
    return switch (kind) {
      case PLACE -> isNone ? " naming no place" : " on " + linked(plain, name);
      case ENTITY ->
          isNone ? " naming no person, organisation or place" : " on " + linked(plain, name);
      case TAG -> isNone ? " on no known topic" : " on the topic " + plain;
      case SOURCE -> " by " + plain;
      case NONE, COUNTRY ->
          isNone ? " naming no country" : " on " + COUNTRIES.getOrDefault(plain, plain);
    };
  }

  private static String linked(String plain, @Nullable String name) {
    boolean isLinked = !plain.startsWith(WORDS);
    if (name == null) {
      return isLinked ? plain : plain.substring(WORDS.length());
    }
    return isLinked ? name + " (" + plain + ")" : name;
  }
}
