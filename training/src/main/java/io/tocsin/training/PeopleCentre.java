package io.tocsin.training;

import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.place.GeoPlace;
import org.jspecify.annotations.Nullable;

/**
 * The centre of the people who live in the cities of a region: the mean of the cities' directions
 * from the middle of the earth, weighted by their people, put back on the surface. So a region
 * across the 180th meridian has its centre within it.
 */
final class PeopleCentre {

  private long people;
  private double x;
  private double y;
  private double z;

  void add(GeoPlace city) {
    GeoPoint point = city.point();
    if (point == null) {
      return;
    }
    people += city.population();
    double weight = Math.max(1, city.population());
    double latitude = Math.toRadians(point.latitude());
    double longitude = Math.toRadians(point.longitude());
    x += weight * Math.cos(latitude) * Math.cos(longitude);
    y += weight * Math.cos(latitude) * Math.sin(longitude);
    z += weight * Math.sin(latitude);
  }

  long people() {
    return people;
  }

  /** Null where there is no city. */
  @Nullable GeoPoint point() {
    double across = Math.hypot(x, y);
    return across == 0 && z == 0
        ? null
        : new GeoPoint(Math.toDegrees(Math.atan2(z, across)), Math.toDegrees(Math.atan2(y, x)));
  }
}
