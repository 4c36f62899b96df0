package io.tocsin.alerts.core.match;

import static io.tocsin.alerts.core.match.Place.Text.BODY;
import static io.tocsin.alerts.core.match.Place.Text.TITLE;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.match.Place.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a post counts for, by the kinds of scopes. A post with several scopes of a kind counts once
 * for each of the first {@link #MOST}: countries and tags by code, places and entities as they are
 * read, title first.
 */
final class PostScopes {

  /** More scopes of one kind in one post do not get a mention of their own. */
  static final int MOST = 20;

  private final PostRevision post;
  private final Map<Scope, Map<String, List<Place>>> kinds = new EnumMap<>(Scope.class);

  /** Of a post. */
  PostScopes(PostRevision post) {
    this.post = post;
  }

  /**
   * The scopes in which a rule counts the post. Where none is found, a rule that matches words
   * counts it for the unknown one, and a rule that watches not at all.
   */
  List<String> of(Rule rule) {
    Scope kind = rule.scope();
    List<String> names = found(kind).keySet().stream().limit(MOST).toList();
    return names.isEmpty() && !rule.watches()
        ? List.of(ScopeNames.of(kind, ScopeNames.UNKNOWN))
        : names;
  }

  /**
   * The sentence in which a scope is named, with its names marked; the beginning of the post where
   * no words name it. The title stands beside the excerpt wherever it is shown, so the body goes
   * first.
   */
  Excerpt excerpt(Scope kind, String name) {
    List<Place> places = found(kind).getOrDefault(name, List.of());
    Text text = places.isEmpty() || places.stream().anyMatch(PostScopes::isInBody) ? BODY : TITLE;
    String words = text == TITLE || post.body().isEmpty() ? post.title() : post.body();
    List<Place> there = places.stream().filter(place -> place.text() == text).toList();
    return there.isEmpty()
        ? Excerpt.around(words, 0, 0, List.of())
        : Excerpt.around(words, there.get(0).start(), there.get(0).end(), there);
  }

  private static boolean isInBody(Place place) {
    return place.text() == BODY;
  }

  /** How many scopes of a kind are too many. */
  int beyond(Scope kind) {
    return Math.max(0, found(kind).size() - MOST);
  }

  private Map<String, List<Place>> found(Scope kind) {
    return kinds.computeIfAbsent(kind, this::find);
  }

  private Map<String, List<Place>> find(Scope kind) {
    return switch (kind) {
      case NONE -> Map.of("", List.of());
      case COUNTRY -> byCode(kind, post.countries());
      case TAG -> byCode(kind, post.tags());
      case SOURCE -> byCode(kind, List.of(post.source()));
      case PLACE -> named(kind, true);
      case ENTITY -> named(kind, false);
    };
  }

  private static Map<String, List<Place>> byCode(Scope kind, List<String> codes) {
    Map<String, List<Place>> found = new LinkedHashMap<>();
    codes.stream().sorted().forEach(code -> found.put(ScopeNames.of(kind, code), List.of()));
    return found;
  }

  private Map<String, List<Place>> named(Scope kind, boolean onlyPlaces) {
    Map<String, List<Place>> found = new LinkedHashMap<>();
    post.entities().stream()
        .filter(entity -> entity.isPlace() || !onlyPlaces)
        .sorted(Comparator.comparing(PostRevision.NamedEntity::place))
        .forEach(
            entity ->
                found
                    .computeIfAbsent(ScopeNames.of(kind, entity), name -> new ArrayList<>())
                    .add(entity.place()));
    return found;
  }
}
