package io.tocsin.training;

import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.place.GeoPlace;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.NamedPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The GeoNames tables of cities from 15,000 people on and of first-level regions (CC BY 4.0), as
 * the library Xponents carries them.
 */
final class GeoNames {

  private static final String CITIES = "/geonames.org/cities15000.txt";
  private static final String REGIONS = "/geonames.org/admin1CodesASCII.txt";

  /** Codes of places that are no more: destroyed, historical, abandoned. */
  private static final Set<String> GONE = Set.of("PPLW", "PPLH", "PPLQ", "PPLCH");

  /** Shorter other names are codes of airports and the like. */
  private static final int SHORTEST_OTHER_NAME = 4;

  private GeoNames() {}

  /**
   * All cities and regions.
   *
   * @throws IOException if a table is missing or has a line that is not as GeoNames documents it
   */
  static List<NamedPlace> read() throws IOException {
    Map<String, PeopleCentre> regions = new HashMap<>();
    List<NamedPlace> places = new ArrayList<>();
    for (String[] cells : rows(CITIES, 19)) {
      if (!GONE.contains(cells[7])) {
        NamedPlace city = city(cells);
        places.add(city);
        regions.computeIfAbsent(code(cells), code -> new PeopleCentre()).add(city.place());
      }
    }
    for (String[] cells : rows(REGIONS, 4)) {
      places.add(region(cells, regions.getOrDefault(cells[0], new PeopleCentre())));
    }
    return places;
  }

  private static NamedPlace city(String[] cells) {
    Kind kind =
        switch (cells[7]) {
          case "PPLC" -> Kind.CAPITAL;
          case "PPLX" -> Kind.QUARTER;
          default -> Kind.CITY;
        };
    GeoPoint point = new GeoPoint(Double.parseDouble(cells[4]), Double.parseDouble(cells[5]));
    GeoPlace place =
        new GeoPlace(
            Integer.parseInt(cells[0]),
            kind,
            cells[8],
            cells[10].isEmpty() ? null : code(cells),
            Long.parseLong(cells[14]),
            point);
    List<String> others =
        Arrays.stream(cells[3].split(",", -1)).filter(GeoNames::isUsable).toList();
    return new NamedPlace(place, List.of(cells[1], cells[2]), others);
  }

  /** The table has neither people nor a place of a region: both are made of its cities. */
  private static NamedPlace region(String[] cells, PeopleCentre cities) {
    String country = cells[0].substring(0, cells[0].indexOf('.'));
    GeoPlace place =
        new GeoPlace(
            Integer.parseInt(cells[3]),
            Kind.REGION,
            country,
            cells[0],
            cities.people(),
            cities.point());
    return new NamedPlace(place, List.of(cells[1], cells[2]), List.of());
  }

  private static String code(String[] cells) {
    return cells[8] + "." + cells[10];
  }

  /** Names in Latin letters with a capital; not transliterations in small letters, not codes. */
  private static boolean isUsable(String name) {
    return name.length() >= SHORTEST_OTHER_NAME
        && name.codePoints().anyMatch(Character::isUpperCase)
        && name.codePoints().anyMatch(Character::isLowerCase)
        && name.codePoints()
            .filter(Character::isLetter)
            .allMatch(c -> UnicodeScript.of(c) == UnicodeScript.LATIN);
  }

  private static List<String[]> rows(String table, int columns) throws IOException {
    InputStream file = GeoNames.class.getResourceAsStream(table);
    if (file == null) {
      throw new IOException("no table " + table);
    }
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length != columns) {
          throw new IOException(
              "%s: expected %d columns, found %d: %s"
                  .formatted(table, columns, cells.length, line));
        }
        rows.add(cells);
      }
    }
    return rows;
  }
}
