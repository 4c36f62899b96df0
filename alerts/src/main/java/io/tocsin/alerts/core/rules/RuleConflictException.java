package io.tocsin.alerts.core.rules;

/** A rule is not what whoever changes it has looked at: somebody else was faster. */
public final class RuleConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RuleConflictException(String ruleId, String expected, String found) {
    super(
        "rule %s: expected %s, found %s"
            .formatted(
                ruleId,
                expected.isEmpty() ? "none of this id" : expected,
                found.isEmpty() ? "none" : found));
  }
}
