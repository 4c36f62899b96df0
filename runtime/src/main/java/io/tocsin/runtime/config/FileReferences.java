package io.tocsin.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${file:PATH}} in a value: the content of a file, without the line break at its end. That
 * is how secrets come from where container platforms and vaults put them.
 */
final class FileReferences {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:([^}]*)}");
  private static final Pattern LAST_LINE_BREAKS = Pattern.compile("[\\r\\n]+\\z");
  private static final long MAX_BYTES = 1L << 20;

  private final Literals literals;
  private final List<ConfigProblem> problems;

  FileReferences(Literals literals, List<ConfigProblem> problems) {
    this.literals = literals;
    this.problems = problems;
  }

  static String to(String path) {
    return "${file:" + path + "}";
  }

  /** The values with marks in the place of references; what cannot be read is a problem. */
  Map<String, String> read(String origin, Map<String, String> values) {
    Map<String, String> read = new TreeMap<>();
    values.forEach((key, value) -> read.put(key, read(origin, key, value)));
    return read;
  }

  private String read(String origin, String key, String value) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            reference ->
                Matcher.quoteReplacement(
                    literals.hide(
                        content(origin, key, reference.group(1).strip()), reference.group())));
  }

  private String content(String origin, String key, String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > MAX_BYTES) {
        return wrong(origin, key, path, "it has more than 1 MiB");
      }
      return LAST_LINE_BREAKS.matcher(Files.readString(file)).replaceAll("");
    } catch (NoSuchFileException missing) {
      return wrong(origin, key, path, "there is none");
    } catch (IOException | InvalidPathException unreadable) {
      return wrong(origin, key, path, unreadable.getClass().getSimpleName());
    }
  }

  private String wrong(String origin, String key, String path, String why) {
    problems.add(
        new ConfigProblem(key, to(path), "expected a file of UTF-8 text (" + why + ")", origin));
    return "";
  }
}
