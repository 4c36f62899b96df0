package io.tocsin.replay.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.RawLine;
import io.tocsin.replay.core.RawLineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts that a backtest has written, one event a line. */
public final class RecordedAlerts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedAlerts() {}

  /**
   * The alerts of a file, in the order in which they rang.
   *
   * @throws HistoryException if it is missing or a line is no alert event; the first is told
   * @throws IOException if the device fails
   */
  public static List<Episode> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new HistoryException(file.toString(), List.of("is not a file that exists"));
    }
    Map<String, Episode> episodes = new LinkedHashMap<>();
    try (RawLineReader lines = new RawLineReader(Files.newInputStream(file))) {
      Optional<RawLine> line = lines.next();
      while (line.isPresent()) {
        String text = new String(line.get().bytes(), StandardCharsets.UTF_8);
        if (!text.isBlank()) {
          Episode episode = episode(file, line.get(), text);
          episodes.merge(episode.alertId(), episode, Episode::later);
        }
        line = lines.next();
      }
    }
    return List.copyOf(episodes.values());
  }

  private static Episode episode(Path file, RawLine line, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      Instant openedAt = Instant.parse(field(node, "openedAt"));
      String ended = node.path("endedAt").asText(null);
      return new Episode(
          field(node, "alertId"),
          field(node, "ruleId"),
          field(node, "scope"),
          Instant.parse(field(node, "onsetAt")),
          openedAt,
          endedAt(ended),
          field(node, "status"),
          field(node, "severity"),
          node.path("peak").asInt(),
          field(node, "summary"),
          null);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      String hint = line.last() ? "; the file ends in the middle of this line" : "";
      throw new HistoryException(
          file.toString(),
          List.of(
              "line %d: %s, expected an alert event as backtest writes it%s"
                  .formatted(line.number(), firstLine(e), hint)));
    }
  }

  private static @Nullable Instant endedAt(@Nullable String text) {
    return text == null || text.equals("null") ? null : Instant.parse(text);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String field(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException(
          name + " is " + (value == null ? "missing" : value.toString()) + ", which is no text");
    }
    return value.textValue();
  }
}
