package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.place.GeoPlace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the places and nationalities of a post say about the others: a country or region that is
 * named, or in which a place lies that is named. No name votes about itself.
 */
final class PlaceVotes {

  private static final double NAMED_COUNTRY = 2.5;
  private static final double COUNTRY_OF_PLACE = 1.5;
  private static final double NAMED_REGION = 2;
  private static final double REGION_OF_PLACE = 1;

  /** The United States act everywhere: that they are named says less about where. */
  private static final String EVERYWHERE = "US";

  private static final double SHARE_OF_EVERYWHERE = 0.4;

  private final Map<String, Set<String>> namedCountries = new HashMap<>();
  private final Map<String, Set<String>> countriesOfPlaces = new HashMap<>();
  private final Map<String, Set<String>> namedRegions = new HashMap<>();
  private final Map<String, Set<String>> regionsOfPlaces = new HashMap<>();

  /** A country is named. */
  void country(String country, String words) {
    add(namedCountries, country, words);
  }

  /** A place is named. */
  void place(GeoPlace place, String words) {
    add(countriesOfPlaces, place.country(), words);
    if (place.region() != null) {
      boolean region = place.kind() == GeoPlace.Kind.REGION;
      add(region ? namedRegions : regionsOfPlaces, place.region(), words);
    }
  }

  /** True if nothing was named. */
  boolean isEmpty() {
    return namedCountries.isEmpty() && countriesOfPlaces.isEmpty();
  }

  /**
   * What all other names say for a place; 0 to 4.5.
   *
   * @param words name of the place, which does not count; null where all names count
   */
  double about(GeoPlace place, @Nullable String words) {
    double country =
        has(namedCountries, place.country(), words)
            ? NAMED_COUNTRY
            : has(countriesOfPlaces, place.country(), words) ? COUNTRY_OF_PLACE : 0;
    double region =
        has(namedRegions, place.region(), words)
            ? NAMED_REGION
            : has(regionsOfPlaces, place.region(), words) ? REGION_OF_PLACE : 0;
    return region + (place.country().equals(EVERYWHERE) ? SHARE_OF_EVERYWHERE : 1) * country;
  }

  private static void add(Map<String, Set<String>> votes, String area, String words) {
    votes.computeIfAbsent(area, key -> new HashSet<>()).add(words);
  }

  private static boolean has(
      Map<String, Set<String>> votes, @Nullable String area, @Nullable String words) {
    Set<String> voters = area == null ? null : votes.get(area);
    return voters != null && (words == null || voters.size() > 1 || !voters.contains(words));
  }
}
