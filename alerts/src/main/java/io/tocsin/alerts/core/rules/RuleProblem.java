package io.tocsin.alerts.core.rules;

/**
 * Something wrong in a rules file.
 *
 * @param ruleId the rule, or {@code #3} for the third where it has no id; empty for the file itself
 * @param key the key, dotted where nested; empty for the rule as a whole
 * @param value what stands there, shortened
 * @param expected what should stand there
 * @param line line in the file, from 1; 0 where unknown
 * @param column in that line, in Unicode characters from 1; 0 where unknown
 */
public record RuleProblem(
    String ruleId, String key, String value, String expected, int line, int column) {

  private static final int LONGEST_VALUE = 80;

  public RuleProblem {
    if (value.length() > LONGEST_VALUE) {
      value = value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE / 2)) + "…";
    }
  }

  @Override
  public String toString() {
    String where = line > 0 ? "line " + line + ": " : "";
    String rule = ruleId.isEmpty() ? "" : "rule " + ruleId + ": ";
    String what = key.isEmpty() ? "" : key + (value.isEmpty() ? "" : " = " + value) + ": ";
    return where + rule + what + expected;
  }
}
