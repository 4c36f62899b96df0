package io.tocsin.operations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts dead letters by service, reason, source and hour. */
final class LetterStats {
  /** More sources than this are counted together: whoever posts chooses the names. */
  static final int MOST_SOURCES = 1_000;

  private static final String OTHER = "other";

  private final SortedMap<String, Integer> services = new TreeMap<>();
  private final SortedMap<String, Integer> reasons = new TreeMap<>();
  private final Map<String, Integer> sources = new TreeMap<>();
  private final SortedMap<String, Integer> hours = new TreeMap<>();
  private int all;

  /**
   * The counts, for machines.
   *
   * @param letters how many there are
   * @param services by service
   * @param reasons by service and reason, joined by a blank
   * @param sources by the posts' source, most first; {@code unknown} where it cannot be told
   * @param hours by the hour in which they were refused, in UTC, oldest first
   */
  record Counts(
      int letters,
      List<Count> services,
      List<Count> reasons,
      List<Count> sources,
      List<Count> hours) {}

  /** How many there are of one. */
  record Count(String name, int letters) {}

  void add(Letter letter) {
    all++;
    String service = letter.position().service();
    services.merge(service, 1, Integer::sum);
    reasons.merge(service + " " + letter.reason(), 1, Integer::sum);
    String source = letter.originOrUnknown();
    boolean known = sources.containsKey(source) || sources.size() < MOST_SOURCES;
    sources.merge(known ? source : OTHER, 1, Integer::sum);
    Instant hour = letter.at().truncatedTo(ChronoUnit.HOURS);
    hours.merge(hour.toString(), 1, Integer::sum);
  }

  Counts counts() {
    return new Counts(all, list(services), mostFirst(reasons), mostFirst(sources), list(hours));
  }

  private static List<Count> list(Map<String, Integer> counts) {
    return counts.entrySet().stream().map(LetterStats::count).toList();
  }

  private static List<Count> mostFirst(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(LetterStats::count)
        .sorted(Comparator.comparingInt(Count::letters).reversed().thenComparing(Count::name))
        .toList();
  }

  private static Count count(Map.Entry<String, Integer> entry) {
    return new Count(entry.getKey(), entry.getValue());
  }
}
