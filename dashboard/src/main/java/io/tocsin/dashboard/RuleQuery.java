package io.tocsin.dashboard;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of {@code /api/rules}.
 *
 * @param text words that all occur in id, description, query or labels, in any case of letters
 * @param offset how many are passed over
 * @param limit how many at most
 */
record RuleQuery(String text, int offset, int limit) {
  private static final Set<String> NAMES = Set.of("text", "offset", "limit");
  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 500;
  private static final int LONGEST = 1_000;
  private static final int FARTHEST = 100_000;

  /**
   * Reads the parameters of an address.
   *
   * @throws ApiProblem if one is unknown, given twice or has no value of its kind
   */
  static RuleQuery of(Map<String, List<String>> parameters) {
    parameters.forEach(
        (name, values) -> {
          if (!NAMES.contains(name) || values.size() != 1 || values.get(0).length() > LONGEST) {
            throw RuleRequest.malformed(
                name + ": unknown or given more than once; expected " + new TreeSet<>(NAMES));
          }
        });
    return new RuleQuery(
        parameters.getOrDefault("text", List.of("")).get(0).toLowerCase(Locale.ROOT).strip(),
        number(parameters, "offset", 0, 0, FARTHEST),
        number(parameters, "limit", USUAL_LIMIT, 1, MOST));
  }

  private static int number(
      Map<String, List<String>> parameters, String name, int otherwise, int least, int most) {
    List<String> values = parameters.get(name);
    if (values == null) {
      return otherwise;
    }
    String text = values.get(0);
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw RuleRequest.malformed(
          "%s: \"%s\"; expected a whole number from %d to %d".formatted(name, text, least, most));
    }
    return number;
  }

  /** Whether a rule is asked for. */
  boolean accepts(Rule rule) {
    if (text.isEmpty()) {
      return true;
    }
    String searched =
        (rule.ruleId() + "\n" + rule.description() + "\n" + rule.match() + "\n" + rule.labels())
            .toLowerCase(Locale.ROOT);
    for (String word : text.split("\\s+", -1)) {
      if (!searched.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
