package io.tocsin.enrich.core.place;

import io.tocsin.enrich.core.GeoPoint;
import org.jspecify.annotations.Nullable;

/**
 * A city or a first-level region of a country, as GeoNames has it.
 *
 * @param id GeoNames id
 * @param kind what it is
 * @param country ISO 3166-1 alpha-2, with XK for Kosovo
 * @param region GeoNames code of the region that it is or lies in, such as {@code US.GA}; null if
 *     unknown
 * @param population people; of a region the sum over its cities
 * @param point where it is; of a region the centre of the people of its cities, null where no city
 *     is known
 */
public record GeoPlace(
    int id,
    Kind kind,
    String country,
    @Nullable String region,
    long population,
    @Nullable GeoPoint point) {

  /** What a place is. */
  public enum Kind {
    REGION(0),
    CAPITAL(1),
    CITY(2),
    /** A quarter of a city. */
    QUARTER(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number in a file. */
    int code() {
      return code;
    }
  }
}
