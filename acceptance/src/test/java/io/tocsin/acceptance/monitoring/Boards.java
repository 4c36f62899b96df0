package io.tocsin.acceptance.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards of {@code etc/grafana/dashboards}, and what they ask. */
final class Boards {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Boards() {}

  /**
   * A query.
   *
   * @param origin board, panel and letter: {@code tocsin-ingest / Posts in / A}
   * @param expression with Grafana's variables in it
   * @param description what the panel says of itself
   */
  record Query(String origin, String expression, String description) {}

  /** The files, by name. */
  static List<Path> files() {
    try (Stream<Path> files =
        Files.list(Processes.root().resolve("etc").resolve("grafana").resolve("dashboards"))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The dashboard of a file. */
  static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  /** What shows something: panels without rows. */
  static List<JsonNode> panels(JsonNode board) {
    List<JsonNode> panels = new ArrayList<>();
    board
        .path("panels")
        .forEach(
            panel -> {
              if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
              }
            });
    return panels;
  }

  /** Every query of all panels and annotations. */
  static List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (Path file : files()) {
      JsonNode board = read(file);
      String name = board.path("uid").asText();
      panels(board)
          .forEach(
              panel ->
                  panel.path("targets").forEach(target -> queries.add(query(name, panel, target))));
      board
          .path("annotations")
          .path("list")
          .forEach(
              marks ->
                  queries.add(
                      new Query(
                          name + " / annotation " + marks.path("name").asText(),
                          marks.path("expr").asText(),
                          "")));
    }
    return queries;
  }

  private static Query query(String board, JsonNode panel, JsonNode target) {
    return new Query(
        "%s / %s / %s"
            .formatted(board, panel.path("title").asText(), target.path("refId").asText()),
        target.path("expr").asText(),
        panel.path("description").asText());
  }
}
