package io.tocsin.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // the list that is given is serialisable
  private final List<ConfigProblem> problems;

  public InvalidConfigException(List<ConfigProblem> problems) {
    super(describe(problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of their keys. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String describe(List<ConfigProblem> problems) {
    String head = "the configuration has " + problems.size() + " problem";
    return problems.stream()
        .map(problem -> "\n  " + problem.line())
        .collect(Collectors.joining("", head + (problems.size() == 1 ? ":" : "s:"), ""));
  }
}
