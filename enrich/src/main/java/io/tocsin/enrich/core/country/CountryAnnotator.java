package io.tocsin.enrich.core.country;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
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

  private final Demonyms demonyms;

  /** Counts the countries of demonyms too. */
  public CountryAnnotator(Demonyms demonyms) {
    this.demonyms = demonyms;
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
    demonyms.find(text).forEach(country -> counts.merge(country, 1, Integer::sum));
  }

  private static List<String> mostNamed(Map<String, Integer> counts) {
    if (counts.size() <= MOST) {
      return counts.keySet().stream().sorted().toList();
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
