package io.tocsin.replay.diff;

import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.Durations;
import io.tocsin.replay.backtest.BacktestException;
import io.tocsin.replay.backtest.BacktestListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the alerts of two sets of rules that go through a history side by side, each with where
 * the other set stood when it rang.
 */
public final class Episodes implements BacktestListener {

  /** More alerts of a set are an error: nobody reads such a comparison. */
  public static final int MOST_ALERTS = 200_000;

  private final List<Map<String, Episode>> bySet =
      List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
  private final List<Map<RuleScope, KeywordCount>> counts =
      List.of(new HashMap<>(), new HashMap<>());
  private final List<Told> waiting = new ArrayList<>();

  private record Told(int set, DetectOutput output) {}

  @Override
  public void output(int set, DetectOutput output) {
    waiting.add(new Told(set, output));
  }

  /** Counts of a minute are known before the alerts of that minute, whichever set they are of. */
  @Override
  public void reached(long time) {
    waiting.sort(
        Comparator.comparingLong((Told told) -> told.output().at())
            .thenComparing(told -> told.output() instanceof AlertEvent));
    waiting.forEach(this::take);
    waiting.clear();
  }

  private void take(Told told) {
    RuleScope key = new RuleScope(told.output().ruleId(), told.output().scope());
    if (told.output() instanceof KeywordCount count) {
      counts.get(told.set()).put(key, count);
    } else if (told.output() instanceof AlertEvent event) {
      KeywordCount other = counts.get(1 - told.set()).get(key);
      Map<String, Episode> episodes = bySet.get(told.set());
      episodes.merge(event.alertId(), episode(event, other), Episode::later);
      if (episodes.size() > MOST_ALERTS) {
        throw new BacktestException("more than " + MOST_ALERTS + " alerts of one set", null);
      }
    }
  }

  private static Episode episode(AlertEvent event, @Nullable KeywordCount other) {
    Alert alert = event.alert();
    return new Episode(
        event.alertId(),
        alert.ruleId(),
        alert.scope(),
        Instant.ofEpochMilli(alert.onsetAt()),
        Instant.ofEpochMilli(alert.openedAt()),
        alert.endedAt().isPresent() ? Instant.ofEpochMilli(alert.endedAt().getAsLong()) : null,
        alert.status().name(),
        alert.severity(),
        alert.peak(),
        alert.summary(),
        standing(other));
  }

  private static Episode.@Nullable Standing standing(@Nullable KeywordCount count) {
    return count == null
        ? null
        : new Episode.Standing(
            count.observed(),
            count.threshold(),
            Durations.format(Duration.ofMillis(count.windowMillis())),
            count.sources());
  }

  @Override
  public void restarted() {
    bySet.forEach(Map::clear);
    counts.forEach(Map::clear);
    waiting.clear();
  }

  /** The alerts of a set, in the order in which they rang. */
  public List<Episode> of(int set) {
    return List.copyOf(bySet.get(set).values());
  }
}
