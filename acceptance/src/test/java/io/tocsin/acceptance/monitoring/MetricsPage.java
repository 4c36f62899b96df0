package io.tocsin.acceptance.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of {@code docs/metrics.md}: what the services export of their own. */
final class MetricsPage {
  private static final String BEGIN = "<!-- metrics -->";
  private static final String END = "<!-- end -->";
  private static final String OWN = "tocsin_";
  private static final Pattern DESCRIPTION = Pattern.compile("# HELP (\\S+) (.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)\\{(.*)} \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\",?");
  private static final Set<String> OF_ALL = Set.of("service", "namespace", "le", "quantile");
  private static final Set<String> PARTS = Set.of("_bucket", "_count", "_sum");

  private final Map<String, Row> rows = new TreeMap<>();

  /** What is known of a metric. */
  private static final class Row {
    private final Set<String> services = new TreeSet<>();
    private final Set<String> tags = new TreeSet<>();
    private String type = "";
    private String meaning = "";
  }

  /** Takes what a service answers at {@code /metrics}. */
  void take(String service, String scrape) {
    scrape.lines().filter(line -> line.contains(OWN)).forEach(line -> read(line, service));
  }

  private void read(String line, String service) {
    Matcher description = DESCRIPTION.matcher(line);
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (description.matches()) {
      describe(row(description.group(1), service), description.group(1), description.group(2));
    } else if (type.matches()) {
      row(type.group(1), service).type = type.group(2);
    } else if (sample.matches()) {
      tag(family(sample.group(1)), sample.group(2));
    }
  }

  private Row row(String name, String service) {
    Row row = rows.computeIfAbsent(name, unknown -> new Row());
    row.services.add(service);
    return row;
  }

  private static void describe(Row row, String name, String meaning) {
    if (!row.meaning.isEmpty() && !row.meaning.equals(meaning)) {
      throw new AssertionError(name + " means \"" + row.meaning + "\" and \"" + meaning + "\"");
    }
    row.meaning = meaning;
  }

  private String family(String sample) {
    return PARTS.stream()
        .filter(sample::endsWith)
        .map(part -> sample.substring(0, sample.length() - part.length()))
        .filter(rows::containsKey)
        .findFirst()
        .orElse(sample);
  }

  private void tag(String name, String labels) {
    Row row = rows.get(name);
    Matcher label = LABEL.matcher(labels);
    while (row != null && label.find()) {
      if (!OF_ALL.contains(label.group(1))) {
        row.tags.add(label.group(1));
      }
    }
  }

  /** The names, those of the longest time among the others. */
  Set<String> names() {
    return rows.keySet();
  }

  /** The table. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| metric | of | type | unit | tags | meaning |\n|---|---|---|---|---|---|\n");
    rows.forEach(
        (name, row) -> {
          if (!isLongest(name)) {
            table.append(line(name, row));
          }
        });
    return table.toString();
  }

  /** The longest time of the last minutes, which goes with every timer. */
  private boolean isLongest(String name) {
    return name.endsWith("_max") && rows.containsKey(name.substring(0, name.length() - 4));
  }

  private static String line(String name, Row row) {
    return "| `%s` | %s | %s | %s | %s | %s |%n"
        .formatted(
            name,
            String.join(", ", row.services),
            row.type,
            unit(name),
            String.join(", ", row.tags.stream().map(tag -> "`" + tag + "`").toList()),
            row.meaning.replace("|", "\\|"))
        .replace(System.lineSeparator(), "\n");
  }

  private static String unit(String name) {
    if (name.endsWith("_seconds")) {
      return "s";
    }
    return name.endsWith("_bytes") || name.endsWith("_bytes_total") ? "bytes" : "";
  }

  /** The page with this table in the place of the old one. */
  String replacedIn(String page) {
    int from = page.indexOf(BEGIN);
    int to = page.indexOf(END, Math.max(0, from));
    if (from < 0 || to < 0) {
      throw new AssertionError("docs/metrics.md has no section " + BEGIN + " … " + END);
    }
    return page.substring(0, from + BEGIN.length()) + "\n\n" + table() + "\n" + page.substring(to);
  }
}
