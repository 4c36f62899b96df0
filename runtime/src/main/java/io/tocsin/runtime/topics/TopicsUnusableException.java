package io.tocsin.runtime.topics;

import java.util.List;

/** Topics are missing or have another shape than the service needs. */
public final class TopicsUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // the list that is given is serialisable
  private final List<String> problems;

  TopicsUnusableException(List<String> problems) {
    super("the topics cannot be used:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line for each problem, with the command that ends it. */
  public List<String> problems() {
    return problems;
  }
}
