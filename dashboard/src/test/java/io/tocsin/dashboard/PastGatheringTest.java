package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.dashboard.PastAlerts.PastAlert;
import io.tocsin.dashboard.core.AlertFilter;
import io.tocsin.dashboard.core.TimeRange;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastGatheringTest {
  private static final TimeRange ALWAYS = new TimeRange(TimeRange.EARLIEST, TimeRange.LATEST);

  private static boolean takes(PastGathering page, String id, int sequence) {
    Alert alert = Alerts.alert(id, sequence, AlertStatus.OPEN);
    return page.takes(0, sequence, Alerts.event(alert, AlertEventType.UPDATED));
  }

  private static PastGathering page(TimeRange range, AlertFilter filter, int limit) {
    return new PastGathering("news", range, filter, limit);
  }

  @Test
  void shouldGiveEachAlertOnceAsItWasLast() {
    PastGathering page = page(ALWAYS, AlertFilter.ALL, 10);
    assertThat(takes(page, "a", 1) && takes(page, "b", 1) && takes(page, "a", 2)).isTrue();
    assertThat(page.alerts())
        .extracting(past -> past.alert().key().alertId())
        .containsExactly("a", "b");
    PastAlert first = page.alerts().get(0);
    assertThat(first.alert().sequence()).isEqualTo(2);
    assertThat(first.events()).hasSize(2);
  }

  @Test
  void shouldEndBeforeTheFirstAlertTooManyAndTakeMoreOfThoseItHas() {
    PastGathering page = page(ALWAYS, AlertFilter.ALL, 2);
    assertThat(takes(page, "a", 1) && takes(page, "b", 1) && takes(page, "a", 2)).isTrue();
    assertThat(takes(page, "c", 1)).isFalse();
    assertThat(page.alerts()).hasSize(2);
  }

  @Test
  void shouldEndAfterSoManyEventsThoughItPassedOverAll() {
    PastGathering page = page(ALWAYS, new AlertFilter(Set.of(), "none-has-it", "", ""), 2);
    for (int i = 0; i < PastGathering.MOST_EVENTS; i++) {
      assertThat(takes(page, "a" + i, 1)).isTrue();
    }
    assertThat(takes(page, "b", 1)).isFalse();
    assertThat(page.alerts()).isEmpty();
  }

  @Test
  void shouldPassOverOtherTimes() {
    TimeRange second = new TimeRange(Alerts.AT.plusSeconds(120), Alerts.AT.plusSeconds(180));
    PastGathering page = page(second, AlertFilter.ALL, 1);
    assertThat(takes(page, "a", 1) && takes(page, "b", 2) && takes(page, "c", 3)).isTrue();
    assertThat(page.alerts()).extracting(past -> past.alert().key().alertId()).containsExactly("b");
  }
}
