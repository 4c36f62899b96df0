package io.tocsin.runtime.http;

import java.util.Locale;

/** Writes a text as a JSON string. */
final class Json {
  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  static String text(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    text.chars().forEach(c -> append(json, (char) c));
    return json.append('"').toString();
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\n' -> json.append("\\n");
      default -> {
        if (c < FIRST_PRINTABLE) {
          json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          json.append(c);
        }
      }
    }
  }
}
