package io.tocsin.alerts.core.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * English words that belong together and that no stemmer joins, such as invade and invasion: verbs
 * and nouns that WordNet 3.1 calls derivationally related, by stem. The list is made from WordNet
 * by a test, which also holds that it is still what WordNet says.
 */
final class Derivations {

  static final String RESOURCE = "derivations-en.tsv";

  private static final Map<String, List<String>> ENGLISH = load();

  private Derivations() {}

  /** The stems that belong to a stem, in order; usually none. */
  static List<String> of(String stem) {
    return ENGLISH.getOrDefault(stem, List.of());
  }

  private static Map<String, List<String>> load() {
    try (InputStream in = Derivations.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      Map<String, List<String>> words = new HashMap<>();
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(row -> words.put(row[0], List.of(row[1].split(" ", -1))));
      return Map.copyOf(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
