package io.tocsin.ingest.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the columns of a CSV file mean, and the JSON of a raw post that a row is. */
final class CsvColumns {
  private static final Set<String> NUMBERS = Set.of("revision", "publishedAt", "updatedAt");
  private static final Set<String> TRUTHS = Set.of("erase", "publishedAtEstimated");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private final List<String> names;
  private final List<String> fields;
  private final @Nullable String source;

  /**
   * By their names.
   *
   * @throws IOException if a column is missing that the layout names, a name stands twice, or there
   *     is none for source or id
   */
  CsvColumns(List<String> names, CsvLayout layout) throws IOException {
    this.names = List.copyOf(names);
    this.source = layout.source();
    Map<String, String> fieldOf = new HashMap<>();
    layout.fields().forEach((field, column) -> fieldOf.put(column, field));
    requireAll(fieldOf.keySet());
    Set<String> mapped = layout.fields().keySet();
    this.fields = names.stream().map(name -> field(name, fieldOf, mapped)).toList();
    requireUnique();
    require("id");
    if (source == null) {
      require("source");
    }
  }

  /** A column that another one was chosen for keeps its name among what is not interpreted. */
  private static String field(String name, Map<String, String> fieldOf, Set<String> mapped) {
    String field = fieldOf.get(name);
    if (field != null) {
      return field;
    }
    return mapped.contains(name) ? name + " (column)" : name;
  }

  private void requireAll(Set<String> columns) throws IOException {
    for (String column : columns) {
      if (!names.contains(column)) {
        throw new IOException("no column \"" + column + "\"; its columns are " + shown());
      }
    }
  }

  private void requireUnique() throws IOException {
    Set<String> seen = new HashSet<>();
    for (String field : fields) {
      if (!seen.add(field)) {
        throw new IOException("two columns for \"" + field + "\" among " + shown());
      }
    }
  }

  private void require(String field) throws IOException {
    if (!fields.contains(field)) {
      String source = field.equals("source") ? ", or --source NAME" : "";
      throw new IOException(
          "no column for %s; expected one of that name, or --map %s=COLUMN%s; its columns are %s"
              .formatted(field, field, source, shown()));
    }
  }

  private String shown() {
    return names.stream().limit(30).map(n -> '"' + n + '"').collect(Collectors.joining(", "));
  }

  /** A row as an item; cells that are empty say nothing. */
  FileItem item(long line, String[] row) {
    if (row.length > fields.size()) {
      return new FileItem(
          line,
          bytes(JSON.valueToTree(row)),
          Reading.rejected(
              RejectReason.WRONG_SHAPE,
              "row: " + row.length + " cells; expected at most " + fields.size()));
    }
    byte[] json = bytes(json(row));
    return new FileItem(line, json, Reading.accepted(json));
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode json(String[] row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < row.length; i++) {
      put(json, fields.get(i), row[i]);
    }
    if (source != null && !json.has("source")) {
      json.put("source", source);
    }
    return json;
  }

  private static void put(ObjectNode json, String field, String cell) {
    if (cell.isBlank()) {
      return;
    }
    String word = cell.strip();
    if (NUMBERS.contains(field) && NUMBER.matcher(word).matches()) {
      json.put(field, Long.parseLong(word));
    } else if (TRUTHS.contains(field) && (word.equals("true") || word.equals("false"))) {
      json.put(field, word.equals("true"));
    } else if (field.equals("extra")) {
      json.put("extra (column)", cell);
    } else {
      json.put(field, cell);
    }
  }
}
