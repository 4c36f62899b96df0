package io.tocsin.enrich.core.place;

import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.file.CheckedFile;
import io.tocsin.enrich.core.place.PlaceNames.Columns;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Places and their names as a {@linkplain CheckedFile checked file}: codes of regions, places by
 * GeoNames id, names by key. The same places give the same bytes.
 */
public final class PlaceFile {

  /** Name of the file that comes along, beside this class. */
  public static final String RESOURCE = "places.bin";

  private static final CheckedFile FORMAT = new CheckedFile("the list of places", 0x544F4732);
  private static final int MOST_PLACES = 1 << 20;
  private static final int MOST_NAMES = 1 << 23;
  private static final int MOST_PARTS = (int) (180 * PlaceNames.PARTS);

  private PlaceFile() {}

  /**
   * The places that come along.
   *
   * @throws IOException if the file is missing or damaged
   */
  public static PlaceNames readResource() throws IOException {
    try (InputStream file = PlaceFile.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IOException("the list of places " + RESOURCE + " is missing");
      }
      return read(file);
    }
  }

  /**
   * Reads places.
   *
   * @throws IOException if the file is damaged, or of another format
   */
  public static PlaceNames read(InputStream file) throws IOException {
    DataInputStream in = FORMAT.open(file);
    String[] codes = new String[FORMAT.bounded(in.readInt(), Short.MAX_VALUE, "regions")];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = in.readUTF();
    }
    Columns columns = columns(in, codes);
    long[] keys = new long[FORMAT.bounded(in.readInt(), MOST_NAMES, "names")];
    int[] meanings = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (i == 0 ? 0 : keys[i - 1]) + CheckedFile.readNumber(in);
      meanings[i] = FORMAT.bounded(number(in), 2 * columns.ids().length - 1, "as a meaning");
    }
    return new PlaceNames(columns, keys, meanings);
  }

  /** Writes places; each GeoNames id may be there once. */
  public static void write(List<NamedPlace> places, OutputStream file) throws IOException {
    List<NamedPlace> sorted = new ArrayList<>(places);
    sorted.sort(Comparator.comparingInt(named -> named.place().id()));
    FORMAT.write(out -> write(sorted, out), file);
  }

  private static Columns columns(DataInputStream in, String[] codes) throws IOException {
    int count = FORMAT.bounded(in.readInt(), MOST_PLACES, "places");
    Columns columns =
        new Columns(
            new int[count],
            new byte[count],
            new short[count],
            new short[count],
            new int[count],
            new int[count],
            new int[count],
            codes);
    for (int i = 0; i < count; i++) {
      readPlace(in, columns, i);
    }
    return columns;
  }

  private static void readPlace(DataInputStream in, Columns columns, int i) throws IOException {
    columns.ids()[i] = (i == 0 ? 0 : columns.ids()[i - 1]) + number(in);
    int kinds = GeoPlace.Kind.values().length;
    columns.kinds()[i] = (byte) FORMAT.bounded(in.readByte(), kinds - 1, "as a kind");
    columns.countries()[i] = in.readShort();
    columns.regions()[i] =
        (short) (FORMAT.bounded(number(in), columns.codes().length, "as a region") - 1);
    columns.populations()[i] = number(in);
    columns.latitudes()[i] = coordinate(in.readInt());
    columns.longitudes()[i] = coordinate(in.readInt());
  }

  private static int coordinate(int parts) throws IOException {
    if (parts != PlaceNames.NOWHERE) {
      FORMAT.bounded(Math.abs(parts), MOST_PARTS, "parts of a degree");
    }
    return parts;
  }

  private static int number(DataInputStream in) throws IOException {
    return (int) CheckedFile.readNumber(in);
  }

  private static void write(List<NamedPlace> places, DataOutputStream out) throws IOException {
    Map<String, Integer> codes = codes(places);
    out.writeInt(codes.size());
    for (String code : codes.keySet()) {
      out.writeUTF(code);
    }
    out.writeInt(places.size());
    int last = 0;
    for (NamedPlace named : places) {
      CheckedFile.writeNumber(out, named.place().id() - last);
      writePlace(named.place(), codes, out);
      last = named.place().id();
    }
    writeNames(places, out);
  }

  private static Map<String, Integer> codes(List<NamedPlace> places) {
    TreeSet<String> sorted = new TreeSet<>();
    for (NamedPlace named : places) {
      String region = named.place().region();
      if (region != null) {
        sorted.add(region);
      }
    }
    Map<String, Integer> codes = new TreeMap<>();
    sorted.forEach(code -> codes.put(code, codes.size()));
    return codes;
  }

  private static void writePlace(GeoPlace place, Map<String, Integer> codes, DataOutputStream out)
      throws IOException {
    String region = place.region();
    GeoPoint point = place.point();
    out.writeByte(place.kind().code());
    out.writeShort(Columns.country(place.country()));
    CheckedFile.writeNumber(out, region == null ? 0 : 1 + codes.getOrDefault(region, 0));
    CheckedFile.writeNumber(out, place.population());
    out.writeInt(point == null ? PlaceNames.NOWHERE : parts(point.latitude()));
    out.writeInt(point == null ? PlaceNames.NOWHERE : parts(point.longitude()));
  }

  private static int parts(double degrees) {
    return (int) StrictMath.rint(degrees * PlaceNames.PARTS);
  }

  private static void writeNames(List<NamedPlace> places, DataOutputStream out) throws IOException {
    TreeMap<Long, TreeSet<Integer>> names = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      Map<Long, Integer> ofPlace = new HashMap<>();
      for (String name : places.get(i).otherNames()) {
        ofPlace.put(PlaceKey.of(name), 2 * i + 1);
      }
      for (String name : places.get(i).mainNames()) {
        ofPlace.put(PlaceKey.of(name), 2 * i);
      }
      ofPlace.remove(0L);
      ofPlace.forEach(
          (key, meaning) -> names.computeIfAbsent(key, k -> new TreeSet<>()).add(meaning));
    }
    out.writeInt(names.values().stream().mapToInt(TreeSet::size).sum());
    long last = 0;
    for (Map.Entry<Long, TreeSet<Integer>> name : names.entrySet()) {
      for (int meaning : name.getValue()) {
        CheckedFile.writeNumber(out, name.getKey() - last);
        CheckedFile.writeNumber(out, meaning);
        last = name.getKey();
      }
    }
  }
}
