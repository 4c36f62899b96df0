package io.tocsin.enrich.core.country;

import io.tocsin.enrich.core.dictionary.Tsv;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words for the people and things of a country: they tell the country, and name nothing. */
public final class Demonyms {

  /** Stands in the dictionary for phrases that mean no country. */
  private static final String NO_COUNTRY = "-";

  private final PhraseMatcher<String> words;
  private final TerritoryPolicy policy;

  /** Reads the dictionary. */
  public Demonyms(TerritoryPolicy policy) {
    this.words = new PhraseMatcher<>(read());
    this.policy = policy;
  }

  /** The countries of such words in a text, one for each word, in order. */
  public List<String> find(String text) {
    List<String> countries = new ArrayList<>();
    for (PhraseHit<String> word : PhraseHit.leftmostLongest(words.find(text))) {
      String country =
          word.value().equals(NO_COUNTRY) ? null : policy.country("", null, word.value());
      if (country != null) {
        countries.add(country);
      }
    }
    return countries;
  }

  private static Map<String, String> read() {
    Map<String, String> countries = new HashMap<>();
    for (Tsv.Row row : Tsv.read("demonyms.tsv", 2)) {
      for (String word : row.list(1)) {
        if (countries.put(word, row.cell(0)) != null) {
          throw row.error("twice: " + word);
        }
      }
    }
    return countries;
  }
}
