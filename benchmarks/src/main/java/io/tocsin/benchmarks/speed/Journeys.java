package io.tocsin.benchmarks.speed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When which post could be read where: all times by {@link System#nanoTime()}. Thread-safe. */
final class Journeys {
  private static final double NANOS_A_MILLI = 1e6;

  private final Map<Integer, Long> sent = new HashMap<>();
  private final Map<Integer, Map<Hop, Long>> reached = new HashMap<>();

  /** A post is about to be sent. */
  synchronized void sent(int post) {
    sent.put(post, System.nanoTime());
    reached.put(post, new EnumMap<>(Hop.class));
  }

  /** A post has come somewhere; the first time counts. */
  synchronized void reached(int post, Hop hop) {
    Map<Hop, Long> journey = reached.get(post);
    if (journey != null) {
      journey.putIfAbsent(hop, System.nanoTime());
    }
  }

  /** The longest way from a number on, in milliseconds; 0 of none. */
  synchronized double longest(int from) {
    return reached.entrySet().stream()
        .filter(journey -> journey.getKey() >= from && journey.getValue().containsKey(Hop.ALERT))
        .mapToDouble(
            journey ->
                (journey.getValue().getOrDefault(Hop.ALERT, 0L)
                        - sent.getOrDefault(journey.getKey(), 0L))
                    / NANOS_A_MILLI)
        .max()
        .orElse(0);
  }

  /** How many have come to the end. */
  synchronized long arrived() {
    return reached.values().stream().filter(journey -> journey.containsKey(Hop.ALERT)).count();
  }

  /** How many were sent. */
  synchronized int sentCount() {
    return sent.size();
  }

  /** A table of the way, of the posts from a number on, in milliseconds. */
  synchronized String table(int from) {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-28s %28s   %28s%n"
            .formatted("", "since the hop before, ms", "since it was produced, ms"));
    table.append(
        "%-28s %9s%9s%9s   %9s%9s%9s%n"
            .formatted("readable as", "p50", "p99", "max", "p50", "p99", "max"));
    Hop before = null;
    for (Hop hop : Hop.values()) {
      table.append(
          "%-28s %s   %s%n".formatted(hop.words(), row(from, before, hop), row(from, null, hop)));
      before = hop;
    }
    return table.toString();
  }

  private String row(int from, @Nullable Hop before, Hop hop) {
    List<Double> all = new ArrayList<>();
    reached.forEach(
        (post, journey) -> {
          Long end = journey.get(hop);
          Long begin = before == null ? sent.get(post) : journey.get(before);
          if (post >= from && begin != null && end != null) {
            all.add((end - begin) / NANOS_A_MILLI);
          }
        });
    all.sort(null);
    return String.format(
        Locale.ROOT, "%9.0f%9.0f%9.0f", quantile(all, 0.5), quantile(all, 0.99), quantile(all, 1));
  }

  /** The value that this share of all does not exceed; NaN of none. */
  static double quantile(List<Double> sorted, double share) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
