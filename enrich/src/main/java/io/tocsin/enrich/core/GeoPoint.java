package io.tocsin.enrich.core;

/**
 * A point on the Earth, WGS 84.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {

  public GeoPoint {
    if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("no point on the Earth: " + latitude + ", " + longitude);
    }
  }
}
