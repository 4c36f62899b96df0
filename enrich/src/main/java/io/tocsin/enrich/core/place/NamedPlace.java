package io.tocsin.enrich.core.place;

import java.util.List;

/**
 * A place and its names, to be written into a file.
 *
 * @param place the place
 * @param mainNames what it is called first of all
 * @param otherNames what it is called too
 */
public record NamedPlace(GeoPlace place, List<String> mainNames, List<String> otherNames) {

  public NamedPlace {
    mainNames = List.copyOf(mainNames);
    otherNames = List.copyOf(otherNames);
  }
}
