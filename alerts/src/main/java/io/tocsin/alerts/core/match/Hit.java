package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Policy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule that matches a post.
 *
 * @param rule the rule
 * @param policy what the rule does with it: the most that it does with any of the places
 * @param contexts those of the first place that is treated so
 * @param places where it matched, title first, ascending; empty when only a tag matched
 * @param excerpt the sentence around the first place that is treated so
 */
public record Hit(
    Rule rule, Policy policy, Set<HitContext> contexts, List<Place> places, Excerpt excerpt) {

  public Hit {
    contexts = Set.copyOf(contexts);
    places = List.copyOf(places);
  }

  /** Whether it is negated. */
  public boolean negated() {
    return contexts.contains(HitContext.NEGATED);
  }

  /** The contexts by name, in order. */
  public List<String> contextNames() {
    return new TreeSet<>(contexts).stream().map(HitContext::text).toList();
  }
}
