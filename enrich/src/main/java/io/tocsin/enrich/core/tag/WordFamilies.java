package io.tocsin.enrich.core.tag;

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
 * The forms of English words and of those that are derived from them, made from WordNet 3.1 by a
 * test for the words of the taxonomy. A word that is not in it stands for itself alone.
 */
final class WordFamilies {

  static final String RESOURCE = "topic-families.tsv";

  private final Map<String, List<String>> families;

  private WordFamilies(Map<String, List<String>> families) {
    this.families = families;
  }

  /** The families that come along. */
  static WordFamilies read() {
    try (InputStream file = WordFamilies.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      Map<String, List<String>> families = new HashMap<>();
      new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(row -> families.put(row[0], List.of(row[1].split("\\|", -1))));
      return new WordFamilies(families);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The forms of a word of the taxonomy, without its mark; itself if it has no family. */
  List<String> of(String seed) {
    return families.getOrDefault(seed, List.of(seed.startsWith("=") ? seed.substring(1) : seed));
  }
}
