package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The meanings of a name of a place, and of what is left of it without a possessive, a part of the
 * compass in front (northern Syria), or a word behind that tells what it is (Kherson Oblast).
 */
final class PlaceForms {

  private static final Set<String> PARTS =
      Set.of(
          "northern",
          "southern",
          "eastern",
          "western",
          "central",
          "north",
          "south",
          "east",
          "west",
          "northeastern",
          "northwestern",
          "southeastern",
          "southwestern",
          "downtown",
          "greater",
          "rural",
          "inner",
          "upper",
          "lower",
          "coastal",
          "mainland");

  private static final Set<String> REGIONS =
      Set.of(
          "province",
          "oblast",
          "region",
          "governorate",
          "prefecture",
          "state",
          "voivodeship",
          "krai",
          "canton");

  private PlaceForms() {}

  /** What a name may mean; of the whole name if it means anything. */
  static List<Meaning> meanings(PlaceNames places, String name) {
    List<Meaning> whole = places.find(name);
    if (!whole.isEmpty()) {
      return whole;
    }
    String owner = withoutPossessive(name);
    String bare = withoutPart(owner);
    List<Meaning> found = bare.equals(name) ? List.of() : places.find(bare);
    return found.isEmpty() ? ofKind(places, bare) : found;
  }

  /** The name without a part of the compass before it. */
  static String withoutPart(String name) {
    int space = name.indexOf(' ');
    return space > 0 && PARTS.contains(lower(name.substring(0, space)))
        ? name.substring(space + 1)
        : name;
  }

  static String withoutPossessive(String name) {
    return name.endsWith("'s") || name.endsWith("’s") ? name.substring(0, name.length() - 2) : name;
  }

  private static List<Meaning> ofKind(PlaceNames places, String name) {
    int space = name.lastIndexOf(' ');
    if (space < 0) {
      return List.of();
    }
    String kind = lower(name.substring(space + 1));
    String rest = name.substring(0, space);
    if (REGIONS.contains(kind)) {
      return only(places.find(rest), meaning -> meaning.place().kind() == Kind.REGION);
    }
    return kind.equals("city")
        ? only(places.find(rest), meaning -> meaning.place().kind() != Kind.REGION)
        : List.of();
  }

  private static List<Meaning> only(List<Meaning> meanings, Predicate<Meaning> kept) {
    return meanings.stream().filter(kept).toList();
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
