package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.place.GeoPlace;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A place that a post names, and what it may be.
 *
 * @param entity what was found
 * @param meanings places with that name, those only that fit what the dictionaries say
 * @param home the place that the dictionaries mean; null if none
 */
record PlaceMention(Entity entity, List<Meaning> meanings, @Nullable GeoPlace home) {

  /** The place that the dictionaries mean is the well-known one. */
  private static final double WELL_KNOWN = 1;

  PlaceMention {
    meanings = List.copyOf(meanings);
  }

  /** The country that is named; null if something else is. */
  @Nullable String country() {
    String link = entity.link();
    return link != null && link.startsWith(PlaceLinker.COUNTRY) ? entity.country() : null;
  }

  /** True if the dictionaries know what is meant and it is neither a city nor a region. */
  boolean isDecided() {
    return entity.link() != null && home == null;
  }

  /** The likeliest meaning by the name alone. */
  Optional<GeoPlace> first() {
    return best(place -> 0);
  }

  /** The likeliest meaning by the name and by what else speaks for it; of equals the older id. */
  Optional<GeoPlace> best(ToDoubleFunction<GeoPlace> more) {
    if (meanings.isEmpty()) {
      return Optional.ofNullable(home);
    }
    return meanings.stream()
        .max(
            Comparator.comparingDouble(
                    (Meaning meaning) -> prior(meaning) + more.applyAsDouble(meaning.place()))
                .thenComparing(meaning -> -meaning.place().id()))
        .map(Meaning::place);
  }

  private double prior(Meaning meaning) {
    boolean known = home != null && meaning.place().id() == home.id();
    return PlaceRanking.prior(meaning, meanings) + (known ? WELL_KNOWN : 0);
  }
}
