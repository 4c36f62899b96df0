package io.tocsin.benchmarks.scorecard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.benchmarks.series.Series;
import io.tocsin.benchmarks.series.Stretch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A file of the Numenta Anomaly Benchmark: counts per five minutes, and windows in which something
 * happened (Lavin and Ahmad 2015).
 *
 * @param name its name there
 * @param series a mention for each counted, spread evenly over its five minutes
 * @param probation end of the stretch that NAB does not score, in milliseconds
 */
record NabSeries(String name, Series series, long probation) {

  private static final long STEP = 300_000;
  private static final double PROBATION = 0.15;
  private static final int PROBATION_ROWS = 750;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS]");

  /** When it begins, in milliseconds. */
  long begin() {
    return series.times()[0];
  }

  /** The millisecond after its last mention. */
  long end() {
    return series.times()[series.times().length - 1] + 1;
  }

  /**
   * All series of a directory that have windows, by name.
   *
   * @throws UncheckedIOException when one cannot be read
   */
  static List<NabSeries> readAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      JsonNode windows = new ObjectMapper().readTree(directory.resolve("windows.json").toFile());
      List<NabSeries> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
        String name = file.getFileName().toString();
        for (Map.Entry<String, JsonNode> entry : windows.properties()) {
          if (entry.getKey().equals(name) || entry.getKey().endsWith("/" + name)) {
            all.add(read(file, entry.getValue()));
          }
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read NAB's files in " + directory, e);
    }
  }

  private static NabSeries read(Path file, JsonNode windows) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> rows = lines.subList(1, lines.size());
    LongStream.Builder times = LongStream.builder();
    for (String row : rows) {
      int comma = row.indexOf(',');
      long from = millis(row.substring(0, comma));
      int count = Integer.parseInt(row.substring(comma + 1).strip());
      for (int i = 0; i < count; i++) {
        times.add(from + STEP * i / count);
      }
    }
    List<Stretch> events = new ArrayList<>();
    windows.forEach(
        window ->
            events.add(
                new Stretch(
                    millis(window.get(0).asText()), millis(window.get(1).asText()) + STEP)));
    int probation = (int) Math.min(PROBATION * rows.size(), PROBATION_ROWS);
    String begin = rows.get(0).substring(0, rows.get(0).indexOf(','));
    return new NabSeries(
        file.getFileName().toString().replace(".csv", ""),
        new Series(times.build().sorted().toArray(), events),
        millis(begin) + probation * STEP);
  }

  private static long millis(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
