package io.tocsin.dashboard.core;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which namespaces are shown: the live one, and others by name or by the beginning of their names
 * ({@code replay-*}).
 *
 * @param live shown always
 * @param others names, or beginnings that end in {@code *}
 * @param limit how many are shown at most
 */
public record NamespaceNames(String live, List<String> others, int limit) {
  private static final String EVENTS = ".alerts";
  private static final String STATE = ".alerts.state";

  public NamespaceNames {
    others = List.copyOf(others);
  }

  /**
   * Those that are there: both of their topics exist. The live one first of all, then the rest by
   * name; beyond the limit the last are left out.
   */
  public NavigableSet<String> among(Collection<String> topics) {
    NavigableSet<String> found = new TreeSet<>();
    topics.stream()
        .filter(topic -> topic.endsWith(STATE))
        .map(topic -> topic.substring(0, topic.length() - STATE.length()))
        .filter(name -> isShown(name) && topics.contains(name + EVENTS))
        .forEach(found::add);
    while (found.size() > limit) {
      found.remove(found.last().equals(live) ? found.first() : found.last());
    }
    return found;
  }

  private boolean isShown(String name) {
    return name.equals(live)
        || others.stream()
            .anyMatch(
                other ->
                    other.endsWith("*")
                        ? name.startsWith(other.substring(0, other.length() - 1))
                        : name.equals(other));
  }
}
