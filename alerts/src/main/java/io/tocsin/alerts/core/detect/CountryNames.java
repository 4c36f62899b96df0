package io.tocsin.alerts.core.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** English names of countries by ISO 3166-1 alpha-2 code: our own list, as those of JDKs differ. */
final class CountryNames {

  private static final String RESOURCE = "country-names.tsv";

  private CountryNames() {}

  static Map<String, String> load() {
    Map<String, String> names = new TreeMap<>();
    try (InputStream in = CountryNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      reader.lines().map(line -> line.split("\t", -1)).forEach(row -> names.put(row[0], row[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(names);
  }
}
