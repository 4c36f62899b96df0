package io.tocsin.alerts.core;

import org.jspecify.annotations.Nullable;

/**
 * Where on the Earth a place is, WGS 84.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {

  private static final double POLE = 90;
  private static final double DATE_LINE = 180;

  public GeoPoint {
    if (!isOnEarth(latitude, longitude)) {
      throw new IllegalArgumentException(
          "latitude %s, longitude %s: expected -90 to 90 and -180 to 180"
              .formatted(latitude, longitude));
    }
  }

  /** As others tell it; null where they do not, or where it is not on the Earth. */
  public static @Nullable GeoPoint of(@Nullable Double latitude, @Nullable Double longitude) {
    return latitude != null && longitude != null && isOnEarth(latitude, longitude)
        ? new GeoPoint(latitude, longitude)
        : null;
  }

  /** What is no number is nowhere. */
  private static boolean isOnEarth(double latitude, double longitude) {
    return Math.abs(latitude) <= POLE && Math.abs(longitude) <= DATE_LINE;
  }
}
