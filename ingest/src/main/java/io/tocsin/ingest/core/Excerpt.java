package io.tocsin.ingest.core;

import java.util.Locale;

/** A value as a refusal shows it: cut, on one line, with control characters made visible. */
final class Excerpt {
  private static final int SHOWN = 80;

  private Excerpt() {}

  /** The value in quotes, at most 80 characters of it. */
  static String of(String value) {
    int shown = Math.min(value.length(), SHOWN);
    StringBuilder out = new StringBuilder(shown + 16).append('"');
    value.substring(0, shown).chars().forEach(c -> append(out, (char) c));
    out.append('"');
    if (shown < value.length()) {
      out.append("… (").append(value.length()).append(" characters)");
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char c) {
    if (Character.isISOControl(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.FORMAT) {
      out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }
}
