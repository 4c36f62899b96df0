package io.tocsin.replay.report;

import io.tocsin.alerts.core.detect.Alert;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.Evidence;
import java.util.ArrayList;
import java.util.List;

/** An alert from its first event to its last, as the report tells it. */
final class AlertStory {

  /** More events of one alert are counted and not shown. */
  static final int MOST_EVENTS = 100;

  private final List<AlertEvent> events = new ArrayList<>();
  private final Alert first;
  private Alert latest;
  private List<Evidence> evidence = List.of();
  private int unshown;

  AlertStory(AlertEvent event) {
    first = event.alert();
    latest = first;
    add(event);
  }

  /** Takes the next event of this alert. Only the last one's evidence is kept, where it has any. */
  void add(AlertEvent event) {
    latest = event.alert();
    if (!latest.evidence().isEmpty()) {
      evidence = latest.evidence();
    }
    if (events.size() < MOST_EVENTS) {
      events.add(event);
    } else {
      unshown++;
    }
  }

  Alert first() {
    return first;
  }

  Alert latest() {
    return latest;
  }

  List<AlertEvent> events() {
    return events;
  }

  List<Evidence> evidence() {
    return evidence;
  }

  int unshown() {
    return unshown;
  }
}
