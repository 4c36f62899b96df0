package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of the events of any one key, whatever happened. */
final class LifecycleLaws {

  private LifecycleLaws() {}

  static void check(List<AlertEvent> events) {
    Map<String, AlertEvent> latest = new HashMap<>();
    Set<String> open = new HashSet<>();
    Set<String> eventIds = new HashSet<>();
    long time = Long.MIN_VALUE;
    for (AlertEvent event : events) {
      AlertEvent before = latest.put(event.alertId(), event);
      assertThat(event.at()).isGreaterThanOrEqualTo(time);
      time = event.at();
      assertThat(event.sequence()).isEqualTo(before == null ? 1 : before.sequence() + 1);
      assertThat(event.type() == AlertEvent.Type.OPENED).isEqualTo(before == null);
      assertThat(eventIds.add(event.eventId())).as("event ids differ").isTrue();
      assertThat(event.alert().sequence()).isEqualTo(event.sequence());
      checkStatus(event, before);
      if (event.alert().status() == Alert.Status.OPEN) {
        open.add(event.alertId());
      } else {
        open.remove(event.alertId());
      }
      assertThat(open).as("open alerts of one key").hasSizeLessThanOrEqualTo(1);
    }
  }

  private static void checkStatus(AlertEvent event, AlertEvent before) {
    Alert.Status was = before == null ? Alert.Status.RESOLVED : before.alert().status();
    Alert.Status is = event.alert().status();
    switch (event.type()) {
      case OPENED -> assertThat(is).isEqualTo(Alert.Status.OPEN);
      case REOPENED -> {
        assertThat(was).isNotEqualTo(Alert.Status.OPEN);
        assertThat(is).isEqualTo(Alert.Status.OPEN);
      }
      case UPDATED -> {
        assertThat(was).isEqualTo(Alert.Status.OPEN);
        assertThat(is).isEqualTo(Alert.Status.OPEN);
      }
      case RESOLVED -> {
        assertThat(was).isEqualTo(Alert.Status.OPEN);
        assertThat(is).isEqualTo(Alert.Status.RESOLVED);
      }
      case RETRACTED -> {
        assertThat(was).isNotEqualTo(Alert.Status.RETRACTED);
        assertThat(is).isEqualTo(Alert.Status.RETRACTED);
      }
      case REDACTED -> {
        assertThat(is).isEqualTo(was);
        assertThat(event.alert().endedAt()).isEqualTo(before.alert().endedAt());
        assertThat(event.alert().evidence()).isNotEqualTo(before.alert().evidence());
      }
    }
    assertThat(event.alert().endedAt().isPresent()).isEqualTo(is != Alert.Status.OPEN);
    if (is == Alert.Status.OPEN) {
      assertThat(event.alert().evidence()).isNotEmpty();
    }
  }
}
