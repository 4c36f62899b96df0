package io.tocsin.replay.report;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.alerts.core.detect.RuleScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Collects what a report shows, within bounds that do not grow with the history. */
public final class ReportMaterial {

  /** More alerts are counted and not shown. */
  public static final int MOST_ALERTS = 1_000;

  /** Of more rules and scopes no line is kept, unless they ring. */
  static final int MOST_LINES = 2_000;

  private final Map<RuleScope, CountLine> lines = new TreeMap<>();
  private final Map<String, AlertStory> alerts = new LinkedHashMap<>();
  private long eventsOfUnshown;

  /** Takes what detection gives, in its order. */
  public void add(DetectOutput output) {
    if (output instanceof KeywordCount count) {
      add(count);
    } else if (output instanceof AlertEvent event) {
      add(event);
    }
  }

  private void add(KeywordCount count) {
    RuleScope key = new RuleScope(count.ruleId(), count.scope());
    CountLine line = lines.get(key);
    if (line == null && (lines.size() < MOST_LINES || count.alertId() != null)) {
      line = new CountLine();
      lines.put(key, line);
    }
    if (line != null) {
      line.add(count);
    }
  }

  private void add(AlertEvent event) {
    AlertStory story = alerts.get(event.alertId());
    if (story != null) {
      story.add(event);
    } else if (alerts.size() < MOST_ALERTS) {
      alerts.put(event.alertId(), new AlertStory(event));
    } else {
      eventsOfUnshown++;
    }
  }

  /** Forgets all: the backtest begins anew. */
  public void clear() {
    lines.clear();
    alerts.clear();
    eventsOfUnshown = 0;
  }

  Map<RuleScope, CountLine> lines() {
    return lines;
  }

  /** By alert id, in the order in which they opened. */
  Map<String, AlertStory> alerts() {
    return alerts;
  }

  long eventsOfUnshown() {
    return eventsOfUnshown;
  }
}
