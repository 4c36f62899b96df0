package io.tocsin.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that come from elsewhere, a file or a variable, and must be taken as they are: while
 * expressions are resolved a mark stands in their place, so that a dollar sign in a password means
 * nothing.
 */
final class Literals {
  private static final char BEGIN = '\uE000';
  private static final char END = '\uE001';
  private static final Pattern MARK = Pattern.compile(BEGIN + "(\\d+)" + END);

  private final List<Literal> literals = new ArrayList<>();

  /** The text, and what stood in its place in the source. */
  private record Literal(String text, String reference) {}

  /** A mark for the text. */
  String hide(String text, String reference) {
    literals.add(new Literal(text, reference));
    return BEGIN + String.valueOf(literals.size() - 1) + END;
  }

  /** The value with the texts in the place of their marks. */
  String fill(String value) {
    return replaced(value, true);
  }

  /** The value as it stood in its source. */
  String shown(String value) {
    return replaced(value, false);
  }

  private String replaced(String value, boolean byText) {
    return MARK.matcher(value)
        .replaceAll(
            mark -> {
              int index = Integer.parseInt(mark.group(1));
              if (index >= literals.size()) {
                return Matcher.quoteReplacement(mark.group());
              }
              Literal literal = literals.get(index);
              return Matcher.quoteReplacement(byText ? literal.text() : literal.reference());
            });
  }
}
