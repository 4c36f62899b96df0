package io.tocsin.replay.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.RawLine;
import io.tocsin.replay.core.RawLineReader;
import io.tocsin.replay.core.TimeRange;
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
   * The alerts of a file that opened in a range of time, each as it stood at the end of it, in the
   * order in which they rang.
   *
   * @param range by the time of the events
   * @throws HistoryException if it is missing, a line is no alert event, of which the first is
   *     told, or there are more than {@value Episodes#MOST_ALERTS} alerts
   * @throws IOException if the device fails
   */
  public static List<Episode> read(Path file, TimeRange range) throws IOException {
    return read(file, range, Episodes.MOST_ALERTS);
  }

  static List<Episode> read(Path file, TimeRange range, int most) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new HistoryException(file.toString(), List.of("is not a file that exists"));
    }
    Map<String, Episode> episodes = new LinkedHashMap<>();
    try (RawLineReader lines = new RawLineReader(Files.newInputStream(file))) {
      Optional<RawLine> line = lines.next();
      while (line.isPresent()) {
        String text = new String(line.get().bytes(), StandardCharsets.UTF_8);
        if (!text.isBlank()) {
          episode(file, line.get(), text, range)
              .ifPresent(episode -> episodes.merge(episode.alertId(), episode, Episode::later));
        }
        if (episodes.size() > most) {
          throw new HistoryException(
              file.toString(),
              List.of("has more than %d alerts in the range %s".formatted(most, range)));
        }
        line = lines.next();
      }
    }
    return List.copyOf(episodes.values());
  }

  private static Optional<Episode> episode(Path file, RawLine line, String text, TimeRange range) {
    try {
      JsonNode node = JSON.readTree(text);
      Instant at = Instant.parse(field(node, "at"));
      Instant openedAt = Instant.parse(field(node, "openedAt"));
      String ended = node.path("endedAt").asText(null);
      Episode episode =
          new Episode(
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
      return Optional.of(episode)
          .filter(alert -> range.contains(at) && range.contains(alert.openedAt()));
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
