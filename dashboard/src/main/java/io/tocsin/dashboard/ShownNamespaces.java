package io.tocsin.dashboard;

import java.util.SortedSet;

/**
 * The namespaces that can be asked for.
 *
 * @param live the one that is meant where none is named
 * @param board knows those that are there
 */
record ShownNamespaces(String live, LiveBoard board) {

  /**
   * The one that is asked for.
   *
   * @param asked empty for the live one
   * @throws ApiProblem if it is not shown
   */
  String of(String asked) {
    String name = asked.isEmpty() ? live : asked;
    SortedSet<String> shown = board.namespaces();
    if (!name.equals(live) && !shown.contains(name)) {
      throw new ApiProblem(
          ApiProblem.Kind.NOT_FOUND,
          "this namespace is not shown; those that are: " + String.join(", ", shown));
    }
    return name;
  }
}
