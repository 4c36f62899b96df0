package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.place.GeoPlace;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.util.List;

/**
 * How likely a place is meant by its name alone: by the power of ten of its population, less where
 * the name is not its main one, where it is a quarter of a city, and where it is the region around
 * a city of the same name.
 */
final class PlaceRanking {

  private static final double OTHER_NAME = -1;
  private static final double QUARTER = -1;
  private static final double AROUND_NAMESAKE = -1;
  private static final double CAPITAL = 0.5;
  private static final double FEWEST_PEOPLE = 1000;

  private PlaceRanking() {}

  /** The weight of one of the meanings of a name; about 3 to 8. */
  static double prior(Meaning meaning, List<Meaning> all) {
    GeoPlace place = meaning.place();
    double weight = StrictMath.log10(place.population() + FEWEST_PEOPLE);
    weight += meaning.main() ? 0 : OTHER_NAME;
    return weight
        + switch (place.kind()) {
          case CAPITAL -> CAPITAL;
          case QUARTER -> QUARTER;
          case REGION -> hasNamesake(place, all) ? AROUND_NAMESAKE : 0;
          case CITY -> 0;
        };
  }

  private static boolean hasNamesake(GeoPlace region, List<Meaning> all) {
    return all.stream()
        .map(Meaning::place)
        .anyMatch(
            place ->
                place.kind() != Kind.REGION
                    && region.region() != null
                    && region.region().equals(place.region()));
  }
}
