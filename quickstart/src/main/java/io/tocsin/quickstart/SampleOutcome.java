package io.tocsin.quickstart;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the alerts that came out of the sample against those that should. Not for several threads.
 */
final class SampleOutcome {

  private static final String EXPECTED = "expected-alerts.txt";

  private final List<String> expected;
  private final Map<String, Set<AlertEventType>> seen = new TreeMap<>();

  /**
   * Expects certain events.
   *
   * @param expected each as {@code <rule> <scope> <event>}, for instance {@code evacuation UA
   *     OPENED}
   */
  SampleOutcome(List<String> expected) {
    this.expected = List.copyOf(expected);
  }

  /** Expects what {@code etc/sample/expected-alerts.txt} names. */
  static SampleOutcome ofSample() {
    try (InputStream in =
        Objects.requireNonNull(SampleOutcome.class.getResourceAsStream(EXPECTED), EXPECTED)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SampleOutcome(
          text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes note of an event. */
  void take(AlertEvent event) {
    String key = event.getAlert().getRuleId() + " " + event.getAlert().getScope();
    seen.computeIfAbsent(key, unused -> new TreeSet<>()).add(event.getType());
  }

  /** Whether everything has come. */
  boolean isComplete() {
    return missing().isEmpty();
  }

  /** What has not come, in the order in which it was expected. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String line : expected) {
      int event = line.lastIndexOf(' ');
      Set<AlertEventType> types = seen.getOrDefault(line.substring(0, event), Set.of());
      if (!types.contains(AlertEventType.valueOf(line.substring(event + 1)))) {
        missing.add(line);
      }
    }
    return missing;
  }
}
