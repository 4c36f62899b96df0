package io.tocsin.alerts.core.rules;

import java.util.List;

/** Rules of the topic cannot be edited as asked. */
public final class RuleEditException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean asked;
  private final List<String> problems;

  RuleEditException(boolean asked, List<String> problems) {
    super(String.join("; ", problems));
    this.asked = asked;
    this.problems = List.copyOf(problems);
  }

  /** Whether what was asked for is wrong; if not, the topic is. */
  public boolean isOfTheAsker() {
    return asked;
  }

  /** All of them, for people. */
  public List<String> problems() {
    return problems;
  }
}
