package io.tocsin.alerts.core.match;

import static io.tocsin.alerts.core.match.Place.Text.BODY;
import static io.tocsin.alerts.core.match.Place.Text.TITLE;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a post counts for, by the kinds of scopes. A post with several scopes of a kind counts once
 * for each of the first {@link #MOST}: countries and tags by code, places and entities as they are
 * read, title first.
 */
final class PostScopes {

  /** More scopes of one kind in one post do not get a mention of their own. */
  static final int MOST = 20;

  private final PostRevision post;
  private final Map<Scope, Map<String, Found>> kinds = new EnumMap<>(Scope.class);

  /**
   * A scope that is found.
   *
   * @param named by what, as it is read; empty where no words name it
   */
  private record Found(List<NamedEntity> named) {

    static final Found WITHOUT_WORDS = new Found(List.of());

    List<Place> places() {
      return named.stream().map(NamedEntity::place).toList();
    }
  }

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
    List<Place> places = found(kind).getOrDefault(name, Found.WITHOUT_WORDS).places();
    Text text = places.isEmpty() || places.stream().anyMatch(PostScopes::isInBody) ? BODY : TITLE;
    String words = text == TITLE || post.body().isEmpty() ? post.title() : post.body();
    List<Place> there = places.stream().filter(place -> place.text() == text).toList();
    return there.isEmpty()
        ? Excerpt.around(words, 0, 0, List.of())
        : Excerpt.around(words, there.get(0).start(), there.get(0).end(), there);
  }

  /** What the post calls a place or an entity, where it is first named. */
  Optional<String> called(Scope kind, String name) {
    return named(kind, name)
        .findFirst()
        .map(entity -> ScopeNames.shown(entity.text()))
        .filter(words -> !words.isEmpty());
  }

  /** Where a place is, or an entity that is one, by the first that names it and tells. */
  Optional<GeoPoint> point(Scope kind, String name) {
    return named(kind, name).flatMap(entity -> Stream.ofNullable(entity.point())).findFirst();
  }

  private Stream<NamedEntity> named(Scope kind, String name) {
    return found(kind).getOrDefault(name, Found.WITHOUT_WORDS).named().stream();
  }

  private static boolean isInBody(Place place) {
    return place.text() == BODY;
  }

  /** How many scopes of a kind are too many. */
  int beyond(Scope kind) {
    return Math.max(0, found(kind).size() - MOST);
  }

  private Map<String, Found> found(Scope kind) {
    return kinds.computeIfAbsent(kind, this::find);
  }

  private Map<String, Found> find(Scope kind) {
    return switch (kind) {
      case NONE -> Map.of("", Found.WITHOUT_WORDS);
      case COUNTRY -> byCode(kind, post.countries());
      case TAG -> byCode(kind, post.tags());
      case SOURCE -> byCode(kind, List.of(post.source()));
      case PLACE -> named(kind, true);
      case ENTITY -> named(kind, false);
    };
  }

  private static Map<String, Found> byCode(Scope kind, List<String> codes) {
    Map<String, Found> found = new LinkedHashMap<>();
    codes.stream()
        .sorted()
        .forEach(code -> found.put(ScopeNames.of(kind, code), Found.WITHOUT_WORDS));
    return found;
  }

  private Map<String, Found> named(Scope kind, boolean onlyPlaces) {
    Map<String, Found> found = new LinkedHashMap<>();
    post.entities().stream()
        .filter(entity -> entity.isPlace() || !onlyPlaces)
        .sorted(Comparator.comparing(NamedEntity::place))
        .forEach(
            entity ->
                found
                    .computeIfAbsent(
                        ScopeNames.of(kind, entity), name -> new Found(new ArrayList<>()))
                    .named()
                    .add(entity));
    return found;
  }
}
