package io.tocsin.enrich.core.country;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.dictionary.Tsv;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which countries a post is about: those that it names, homes of places that it names, those
 * whose government or people it names. Of more than {@value #MOST} the most often named are taken,
 * of equally often named ones the first.
 */
public final class CountryAnnotator implements Annotator {

  /** A post is about no more countries than this. */
  public static final int MOST = 20;

  /** Stands in the dictionary for phrases that mean no country. */
  private static final String NO_COUNTRY = "-";

  private final PhraseMatcher<String> demonyms;

  /** Reads the dictionary of demonyms. */
  public CountryAnnotator() {
    demonyms = new PhraseMatcher<>(read());
  }

  @Override
  public String name() {
    return "countries";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (TextField field : TextField.values()) {
      countEntities(counts, soFar.entities(), field);
      countDemonyms(counts, post.text(field));
    }
    return soFar.withCountries(mostNamed(counts));
  }

  private static void countEntities(
      Map<String, Integer> counts, List<Entity> entities, TextField field) {
    for (Entity entity : entities) {
      String country = entity.country();
      if (entity.field() == field && country != null) {
        counts.merge(country, 1, Integer::sum);
      }
    }
  }

  private void countDemonyms(Map<String, Integer> counts, String text) {
    for (PhraseHit<String> hit : PhraseHit.leftmostLongest(demonyms.find(text))) {
      if (!hit.value().equals(NO_COUNTRY)) {
        counts.merge(hit.value(), 1, Integer::sum);
      }
    }
  }

  private static List<String> mostNamed(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
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
