package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.Place.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.Query;

/**
 * Runs all rules over a post. Rules are compiled once per language, when the first post of that
 * language comes. Not thread-safe: one for each stream thread.
 */
public final class RuleMatcher {

  private final List<Rule> rules;
  private final Map<String, LanguageMatcher> byLanguage = new HashMap<>();

  /** Of rules whose queries were checked; disabled rules match nothing. */
  public RuleMatcher(List<Rule> rules) {
    this.rules =
        rules.stream().filter(Rule::enabled).sorted(Comparator.comparing(Rule::ruleId)).toList();
  }

  /** The rules that match, by rule id. */
  public List<Hit> match(PostRevision post) {
    LanguageMatcher matcher =
        byLanguage.computeIfAbsent(TextAnalyzers.languageOf(post.language()), this::compile);
    List<Hit> hits = new ArrayList<>();
    matcher.match(post, (index, places) -> hits.add(hit(rules.get(index), post, places)));
    return hits;
  }

  private LanguageMatcher compile(String language) {
    QueryCompiler compiler = QueryCompiler.forLanguage(language.isEmpty() ? "mul" : language);
    return new LanguageMatcher(
        language, new CompiledQueries(rules.stream().map(r -> compile(compiler, r)).toList()));
  }

  private static Query compile(QueryCompiler compiler, Rule rule) {
    try {
      return compiler.compile(rule.match());
    } catch (QuerySyntaxException e) {
      throw new IllegalArgumentException("Rule " + rule.ruleId() + ": " + e.getMessage(), e);
    }
  }

  private static Hit hit(Rule rule, PostRevision post, List<Place> places) {
    List<Place> counting = places.stream().filter(place -> !isNegated(place, post)).toList();
    boolean negated = counting.isEmpty() && !places.isEmpty();
    return new Hit(
        rule, negated, places, excerpt(post, counting.isEmpty() ? places : counting, places));
  }

  private static boolean isNegated(Place place, PostRevision post) {
    String text = textOf(post, place.text());
    return Negation.of(post.language()).negates(text, place.start(), place.end());
  }

  /**
   * The title stands beside the excerpt wherever it is shown, so a place in the body is preferred.
   */
  private static Excerpt excerpt(PostRevision post, List<Place> candidates, List<Place> all) {
    if (candidates.isEmpty()) {
      String text = post.body().isEmpty() ? post.title() : post.body();
      return Excerpt.around(text, 0, 0, List.of());
    }
    Place first =
        candidates.stream()
            .filter(place -> place.text() == Text.BODY)
            .findFirst()
            .orElse(candidates.get(0));
    List<Place> inSameText = all.stream().filter(p -> p.text() == first.text()).toList();
    return Excerpt.around(textOf(post, first.text()), first.start(), first.end(), inSameText);
  }

  private static String textOf(PostRevision post, Text text) {
    return text == Text.TITLE ? post.title() : post.body();
  }
}
