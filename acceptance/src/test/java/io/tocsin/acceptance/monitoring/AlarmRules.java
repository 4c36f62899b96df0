package io.tocsin.acceptance.monitoring;

import io.tocsin.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Prometheus' files of {@code etc/prometheus}. */
final class AlarmRules {
  private AlarmRules() {}

  /**
   * A rule that rings.
   *
   * @param name of the alarm
   * @param expression rings where it has a value
   * @param labels among them the severity
   * @param annotations for people
   */
  record Alarm(
      String name,
      String expression,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** A file of the directory. */
  static Path file(String name) {
    return Processes.root().resolve("etc").resolve("prometheus").resolve(name);
  }

  /** A file as lists, maps and scalars. */
  static Map<String, Object> yaml(String name) {
    try {
      return new Yaml().load(Files.readString(file(name)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Expressions that are recorded, by the name that they get. */
  static Map<String, String> recorded() {
    Map<String, String> recorded = new LinkedHashMap<>();
    rules().stream()
        .filter(rule -> rule.containsKey("record"))
        .forEach(rule -> recorded.put(text(rule, "record"), text(rule, "expr")));
    return recorded;
  }

  /** The alarms. */
  static List<Alarm> alarms() {
    return rules().stream()
        .filter(rule -> rule.containsKey("alert"))
        .map(
            rule ->
                new Alarm(
                    text(rule, "alert"),
                    text(rule, "expr"),
                    texts(rule, "labels"),
                    texts(rule, "annotations")))
        .toList();
  }

  private static List<Map<String, Object>> rules() {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Map<String, Object> group : maps(yaml("tocsin.rules.yml"), "groups")) {
      rules.addAll(maps(group, "rules"));
    }
    return rules;
  }

  /** A list of maps within a map. */
  @SuppressWarnings("unchecked") // as the files have it
  static List<Map<String, Object>> maps(Map<String, Object> of, String name) {
    return (List<Map<String, Object>>) of.getOrDefault(name, List.of());
  }

  @SuppressWarnings("unchecked") // as the files have it
  private static Map<String, String> texts(Map<String, Object> of, String name) {
    return (Map<String, String>) of.getOrDefault(name, Map.of());
  }

  private static String text(Map<String, Object> of, String name) {
    return String.valueOf(of.get(name));
  }
}
