package io.tocsin.alerts.core.rules;

import java.util.List;
import java.util.Map;

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

  /** Records of the topic cannot be read, so what they say cannot be kept: reasons by key. */
  static RuleEditException unreadable(Map<String, String> reasons) {
    return new RuleEditException(
        false,
        reasons.entrySet().stream()
            .map(
                e ->
                    "record "
                        + e.getKey()
                        + " cannot be read, "
                        + e.getValue()
                        + "; expected a rule: apply a file, or delete it first")
            .toList());
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
