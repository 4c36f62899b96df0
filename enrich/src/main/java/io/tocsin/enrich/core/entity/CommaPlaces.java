package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.place.GeoPlace;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a city, a comma, and the region or country that it lies in: Paris, Texas. */
final class CommaPlaces {

  private CommaPlaces() {}

  /** Places before a comma and what they lie in, by their words; what they lie in too. */
  static Map<String, GeoPlace> of(List<PlaceMention> mentions, PostText post) {
    Map<String, GeoPlace> pinned = new HashMap<>();
    for (int i = 0; i + 1 < mentions.size(); i++) {
      PlaceMention inner = mentions.get(i);
      PlaceMention outer = mentions.get(i + 1);
      if (isWithin(inner.entity(), outer.entity(), post)) {
        pin(inner, outer, pinned);
      }
    }
    return pinned;
  }

  private static boolean isWithin(Entity inner, Entity outer, PostText post) {
    return inner.field() == outer.field()
        && outer.start() - inner.end() == 2
        && post.text(inner.field()).startsWith(", ", inner.end());
  }

  private static void pin(PlaceMention inner, PlaceMention outer, Map<String, GeoPlace> pinned) {
    String country = outer.country();
    if (country != null) {
      Optional<GeoPlace> there =
          only(inner, place -> place.country().equals(country) && place.kind() != Kind.REGION);
      if (there.isPresent()) {
        pinned.putIfAbsent(inner.entity().text(), there.get());
        return;
      }
    }
    for (Meaning meaning : outer.meanings()) {
      GeoPlace region = meaning.place();
      if (region.kind() == Kind.REGION) {
        only(inner, place -> isIn(place, region))
            .ifPresent(
                place -> {
                  pinned.putIfAbsent(inner.entity().text(), place);
                  pinned.putIfAbsent(outer.entity().text(), region);
                });
      }
    }
  }

  private static boolean isIn(GeoPlace place, GeoPlace region) {
    return place.kind() != Kind.REGION
        && place.region() != null
        && place.region().equals(region.region());
  }

  private static Optional<GeoPlace> only(PlaceMention mention, Predicate<GeoPlace> kept) {
    List<Meaning> fitting =
        mention.meanings().stream().filter(meaning -> kept.test(meaning.place())).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : new PlaceMention(mention.entity(), fitting, mention.home()).first();
  }
}
