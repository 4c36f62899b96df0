package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules on trial ring beside those that reach people, and count on when the trial is over. */
class ShadowTest {

  private final Rule real = Rules.rule("evacuation").build();
  private final Rule shadow = real.withShadow(true);

  private static Map<Boolean, List<AlertEvent.Type>> streams(Desk desk) {
    return desk.events().stream()
        .collect(
            Collectors.partitioningBy(
                event -> event.alert().isShadow(),
                Collectors.mapping(AlertEvent::type, Collectors.toList())));
  }

  private static void burst(Desk desk, int hour) {
    desk.burst(6, 3, at(14, hour, 0), 10 * MINUTE);
  }

  @Test
  void shouldRingOfItsOwn() {
    Desk desk = new Desk(shadow);
    burst(desk, 9);
    desk.runTo(at(15, 0, 0));

    assertThat(streams(desk).get(false)).isEmpty();
    assertThat(streams(desk).get(true))
        .startsWith(AlertEvent.Type.OPENED)
        .endsWith(AlertEvent.Type.RESOLVED);
    assertThat(desk.last().alertId()).startsWith("shadow-").hasSize(7 + 32);
    LifecycleLaws.check(desk.events());
  }

  @Test
  void shouldRingAtTheSamePlacesAsARuleThatReachesPeople() {
    Desk trial = new Desk(shadow);
    Desk desk = new Desk(real);
    for (Desk each : List.of(trial, desk)) {
      burst(each, 9);
      burst(each, 18);
      each.runTo(at(16, 0, 0));
    }

    assertThat(trial.types()).isEqualTo(desk.types());
    assertThat(trial.events())
        .extracting(AlertEvent::at)
        .isEqualTo(desk.events().stream().map(AlertEvent::at).toList());
    assertThat(trial.counts()).hasSameSizeAs(desk.counts());
  }

  @Test
  void shouldEndItsAlertsAndRingForPeopleByTheSameBaselineWhenTheTrialIsOver() {
    Desk desk = new Desk(shadow);
    for (int day = 0; day < 14; day++) {
      desk.say("source" + day % 3, "usual-" + day, at(day, 12, 0));
    }
    burst(desk, 9);
    desk.runTo(at(14, 9, 15));
    double learnt = desk.last().alert().decision().forecastExposureMillis();
    desk.changeRule(real);
    desk.burst(4, 4, at(14, 9, 20), 10 * MINUTE);
    desk.runTo(at(14, 9, 40));

    List<AlertEvent> events = desk.events();
    AlertEvent ended =
        events.stream().filter(e -> e.type() == AlertEvent.Type.RESOLVED).findFirst().orElseThrow();
    assertThat(ended.alert().isShadow()).isTrue();
    assertThat(ended.reason()).isEqualTo("the rule's trial is over");
    AlertEvent opened =
        events.stream().filter(e -> !e.alert().isShadow()).findFirst().orElseThrow();
    assertThat(opened.type()).isEqualTo(AlertEvent.Type.OPENED);
    assertThat(opened.sequence()).isEqualTo(1);
    assertThat(opened.alert().decision().forecastExposureMillis())
        .as("the time that it has learnt from")
        .isCloseTo(learnt, withinPercentage(1));
    assertThat(learnt).isGreaterThan(7 * Desk.DAY);
    LifecycleLaws.check(events);
  }

  @Test
  void shouldReopenTheRealAlertAfterATrialInBetween() {
    Desk desk = new Desk(real);
    burst(desk, 9);
    desk.runTo(at(14, 9, 15));
    desk.changeRule(shadow);
    desk.runTo(at(14, 9, 20));
    desk.changeRule(real);
    desk.burst(4, 4, at(14, 9, 25), 5 * MINUTE);
    desk.runTo(at(14, 9, 40));

    assertThat(streams(desk).get(false))
        .startsWith(AlertEvent.Type.OPENED)
        .contains(AlertEvent.Type.RESOLVED, AlertEvent.Type.REOPENED);
    assertThat(desk.events()).extracting(AlertEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellOfARetractionWhereItToldOfTheAlert() {
    Desk desk = new Desk(shadow);
    var first =
        List.of(
            desk.say("a", "1", at(14, 9, 0)),
            desk.say("b", "2", at(14, 9, 1)),
            desk.say("c", "3", at(14, 9, 2)));
    desk.runTo(at(14, 9, 5));
    desk.changeRule(real);
    desk.runTo(at(14, 9, 10));
    first.forEach(mention -> desk.takeBack(mention, at(14, 9, 20), "edited"));
    desk.runTo(at(14, 9, 30));

    assertThat(streams(desk).get(false)).isEmpty();
    assertThat(streams(desk).get(true))
        .containsExactly(
            AlertEvent.Type.OPENED, AlertEvent.Type.RESOLVED, AlertEvent.Type.RETRACTED);
  }

  @Test
  void shouldEndWhereItRangWhenTheRuleIsRemovedAfterARestart() {
    Desk desk = new Desk(shadow);
    burst(desk, 9);
    desk.runTo(at(14, 9, 15));
    desk.restart();
    desk.changeRule(null);
    desk.runTo(at(14, 9, 20));

    assertThat(streams(desk).get(false)).isEmpty();
    assertThat(desk.last().type()).isEqualTo(AlertEvent.Type.RESOLVED);
  }
}
