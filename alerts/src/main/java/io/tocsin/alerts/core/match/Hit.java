package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule;
import java.util.List;

/**
 * A rule that matches a post.
 *
 * @param rule the rule
 * @param negated true when every place that matched is negated
 * @param places where it matched, title first, ascending; empty when only a tag matched
 * @param excerpt the sentence around the first place that counts
 */
public record Hit(Rule rule, boolean negated, List<Place> places, Excerpt excerpt) {

  public Hit {
    places = List.copyOf(places);
  }
}
