package io.tocsin.enrich.core.place;

import io.tocsin.enrich.core.GeoPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Places by name, in arrays of numbers: some ten megabytes for 33,000 cities and 3,900 regions with
 * their names. Immutable; for any number of threads.
 */
public final class PlaceNames {

  /** What a column of coordinates holds for a region. */
  static final int NOWHERE = Integer.MIN_VALUE;

  /** Parts of a degree in a column of coordinates. */
  static final double PARTS = 1e5;

  /** No names: where the file is missing or damaged. */
  public static final PlaceNames NONE =
      new PlaceNames(
          new Columns(
              new int[0],
              new byte[0],
              new short[0],
              new short[0],
              new int[0],
              new int[0],
              new int[0],
              new String[0]),
          new long[0],
          new int[0]);

  private final Columns columns;
  private final long[] keys;
  private final int[] meanings;

  /**
   * As read.
   *
   * @param columns the places
   * @param keys of names, ascending
   * @param meanings of each key a place times two, plus one where the name is only another one
   */
  PlaceNames(Columns columns, long[] keys, int[] meanings) {
    this.columns = columns;
    this.keys = keys;
    this.meanings = meanings;
  }

  /** What a name may mean, by GeoNames id. */
  public List<Meaning> find(String name) {
    long key = PlaceKey.of(name);
    int at = key == 0 ? -1 : Arrays.binarySearch(keys, key);
    if (at < 0) {
      return List.of();
    }
    while (at > 0 && keys[at - 1] == key) {
      at--;
    }
    List<Meaning> found = new ArrayList<>();
    for (; at < keys.length && keys[at] == key; at++) {
      found.add(new Meaning(columns.place(meanings[at] >> 1), (meanings[at] & 1) == 0));
    }
    return found;
  }

  /** The place with a GeoNames id. */
  public Optional<GeoPlace> place(int id) {
    int at = columns.find(id);
    return at < 0 ? Optional.empty() : Optional.of(columns.place(at));
  }

  /** How many places are known. */
  public int places() {
    return columns.ids.length;
  }

  /** How many names are known. */
  public int names() {
    return keys.length;
  }

  /**
   * A meaning of a name.
   *
   * @param place the place
   * @param main true for the place's main name, false for another one
   */
  public record Meaning(GeoPlace place, boolean main) {}

  /**
   * The places, by GeoNames id.
   *
   * @param ids ascending
   * @param kinds codes of {@link GeoPlace.Kind}
   * @param countries two letters in a number
   * @param regions indices into the codes; -1 for none
   * @param populations people
   * @param latitudes in parts of a degree
   * @param longitudes in parts of a degree
   * @param codes of regions
   */
  @SuppressWarnings("ArrayRecordComponent") // columns, only seen in this package
  record Columns(
      int[] ids,
      byte[] kinds,
      short[] countries,
      short[] regions,
      int[] populations,
      int[] latitudes,
      int[] longitudes,
      String[] codes) {

    private static final GeoPlace.Kind[] KINDS = GeoPlace.Kind.values();

    int find(int id) {
      return Arrays.binarySearch(ids, id);
    }

    GeoPlace place(int at) {
      return new GeoPlace(
          ids[at],
          KINDS[kinds[at]],
          country(countries[at]),
          regions[at] < 0 ? null : codes[regions[at]],
          populations[at],
          point(at));
    }

    static String country(short letters) {
      return "" + (char) (letters >> 8) + (char) (letters & 0xFF);
    }

    static short country(String code) {
      return (short) (code.charAt(0) << 8 | code.charAt(1));
    }

    private @Nullable GeoPoint point(int at) {
      return latitudes[at] == NOWHERE
          ? null
          : new GeoPoint(latitudes[at] / PARTS, longitudes[at] / PARTS);
    }
  }
}
