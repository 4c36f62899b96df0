package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.KeywordCount;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a backtest tells. */
public final class Recorded implements BacktestListener {

  private final List<AlertEvent> events = new ArrayList<>();
  private final List<KeywordCount> counts = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();

  @Override
  public void output(int set, DetectOutput output) {
    if (output instanceof AlertEvent event) {
      events.add(event);
    } else if (output instanceof KeywordCount count) {
      counts.add(count);
    }
  }

  @Override
  public void restarted() {
    events.clear();
    counts.clear();
    rejected.clear();
  }

  @Override
  public void rejected(String where, String why) {
    rejected.add(where + ": " + why);
  }

  /** The alert events, in the order in which they were told. */
  public List<AlertEvent> events() {
    return events;
  }

  List<KeywordCount> counts() {
    return counts;
  }

  List<String> rejected() {
    return rejected;
  }
}
