package io.tocsin.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps the tables of {@code docs/configuration.md} equal to the declared keys. A table stands
 * between {@code <!-- keys: NAME -->} and {@code <!-- end -->}; the test of each module checks its
 * own, and writes it when the system property {@code tocsin.docs.update} is {@code true}.
 */
public final class ConfigDocs {
  private static final String END = "<!-- end -->";

  private ConfigDocs() {}

  /** The table of the keys, in Markdown, in the order given. */
  public static String table(List<ConfigKey<?>> keys) {
    return keys.stream()
        .map(ConfigDocs::row)
        .collect(
            Collectors.joining(
                "", "| key | environment | expected | default | |\n|---|---|---|---|---|\n", ""));
  }

  /** The document with the section's table in the place of the old one. */
  public static String replaced(String document, String section, List<ConfigKey<?>> keys) {
    String begin = begin(section);
    int from = document.indexOf(begin);
    int to = document.indexOf(END, Math.max(0, from));
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException("there is no section " + begin + " … " + END);
    }
    return document.substring(0, from + begin.length())
        + "\n\n"
        + table(keys)
        + "\n"
        + document.substring(to);
  }

  /**
   * Checks a section of the page, or writes it if {@code tocsin.docs.update} is set.
   *
   * @throws IllegalStateException if the page is not current
   */
  public static void check(Path page, String section, List<ConfigKey<?>> keys) {
    try {
      String document = Files.readString(page);
      String current = replaced(document, section, keys);
      if (current.equals(document)) {
        return;
      }
      if (!Boolean.getBoolean("tocsin.docs.update")) {
        throw new IllegalStateException(
            page
                + ": section "
                + section
                + " is not current; run its test with -Dtocsin.docs.update=true");
      }
      Files.writeString(page, current);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String begin(String section) {
    return "<!-- keys: " + section + " -->";
  }

  private static String row(ConfigKey<?> key) {
    return "| `%s` | `%s` | %s | %s | %s |%n"
        .formatted(
            key.name(),
            EnvironmentNames.variableOf(key.name()),
            escaped(key.expected()),
            fallback(key),
            escaped(key.description()))
        .replace(System.lineSeparator(), "\n");
  }

  private static String fallback(ConfigKey<?> key) {
    return key.isRequired()
        ? "required"
        : key.defaultText().map(text -> "`" + escaped(text) + "`").orElse("none");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
