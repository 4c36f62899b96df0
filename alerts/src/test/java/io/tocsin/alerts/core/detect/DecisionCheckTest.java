package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionCheckTest {

  private static final Decision.Asked TOLD = new Decision.Asked(Rule.CountBy.VOICE, 1, 1);
  private static final Decision DECISION =
      new Decision(
          3_600_000,
          3,
          1.0,
          1,
          2,
          7_200_000,
          1,
          3,
          0.2962962962962963,
          0.3,
          3,
          List.of("a"),
          TOLD,
          null);

  /** Shape 2 in two hours, seen for one: a negative binomial of mean 1 and size 2. */
  @Test
  void shouldComputeWhatCanBeComputedByHand() {
    DecisionCheck check = DecisionCheck.of(DECISION);

    // P(0), P(1), P(2) are 4/9, 8/27 and 4/27
    assertThat(check.expected()).isEqualTo(1.0);
    assertThat(check.probability()).isCloseTo(1 - 24 / 27.0, offset(1e-12));
  }

  @Test
  void shouldFindANumberThatWasChanged() {
    DecisionCheck check = DecisionCheck.of(DECISION);

    assertThat(check.agreesWith(DECISION)).isFalse();
    assertThat(check.agreesWith(with(check.probability(), 1.0))).isTrue();
    assertThat(check.agreesWith(with(check.probability() * 1.001, 1.0))).isFalse();
    assertThat(check.agreesWith(with(check.probability(), 1.1))).isFalse();
  }

  @Test
  void shouldSayWhetherItRings() {
    assertThat(DecisionCheck.of(DECISION).rings()).isTrue();
    assertThat(DecisionCheck.of(observed(2)).rings()).isTrue();
    assertThat(DecisionCheck.of(observed(1)).rings()).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoForecast() {
    Decision none =
        new Decision(3_600_000, 3, 1, 1, 0, 0, 1, 3, 0.1, 0.2, 3, List.of(), TOLD, null);

    assertThatThrownBy(() -> DecisionCheck.of(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shape 0.0, exposure 0.0");
  }

  @Test
  void shouldAgreeWithEveryEventOfADetector() {
    Desk desk = new Desk(Rules.rule("evacuation").build());
    for (int i = 0; i < 42; i++) {
      desk.say("source" + i % 5, "quiet" + i, at(0, 8 * i, 17));
    }
    desk.burst(7, 4, at(14, 9, 0), 40 * MINUTE);
    desk.burst(60, 9, at(17, 9, 0), 5 * HOUR);
    desk.burst(40, 9, at(17, 20, 30), HOUR);
    desk.runTo(at(19, 0, 0));

    assertThat(desk.events()).hasSizeGreaterThan(4);
    assertThat(desk.events())
        .allSatisfy(
            event -> {
              Decision decision = event.alert().decision();
              assertThat(DecisionCheck.of(decision).agreesWith(decision)).isTrue();
            });
    assertThat(desk.events())
        .filteredOn(
            event ->
                event.type() == AlertEvent.Type.OPENED || event.type() == AlertEvent.Type.REOPENED)
        .hasSizeGreaterThan(2)
        .allSatisfy(event -> assertThat(rings(event)).isTrue());
  }

  @Test
  void shouldComputeARatioByHand() {
    Decision decision = ratio(9, 2, 9);

    assertThat(DecisionCheck.of(decision)).isEqualTo(new DecisionCheck(3, 0, true));
    assertThat(DecisionCheck.of(decision).agreesWith(decision)).isTrue();
    assertThat(DecisionCheck.of(ratio(8, 2, 9)).rings()).isFalse();
    assertThat(DecisionCheck.of(ratio(8, 2, 8)).agreesWith(ratio(8, 2, 8)))
        .as("another threshold than follows")
        .isFalse();
    assertThat(DecisionCheck.of(ratio(9, 4, 9)).rings()).as("another reference").isFalse();
  }

  private static Decision ratio(int observed, int reference, int threshold) {
    return new Decision(
        3_600_000,
        observed,
        Math.max(3, reference),
        1,
        0,
        0,
        1,
        threshold,
        observed >= threshold ? 0 : 1,
        0,
        observed,
        List.of("a", "b"),
        new Decision.Asked(Rule.CountBy.VOICE, 3, 2),
        new Decision.Ratio(reference, 3, 3, 3));
  }

  @Test
  void shouldRingOnlyWhereTheFloorsOfTheRuleAreMet() {
    Desk desk = new Desk(Rules.rule("evacuation").build());
    desk.burst(7, 4, at(1, 9, 0), 40 * MINUTE);
    desk.runTo(at(1, 10, 0));
    Decision opened = desk.events().get(0).alert().decision();

    assertThat(opened.asked()).isEqualTo(new Decision.Asked(Rule.CountBy.VOICE, 3, 2));
    assertThat(DecisionCheck.of(opened).rings()).isTrue();
    assertThat(DecisionCheck.of(asking(opened, 9, 2)).rings()).isFalse();
    assertThat(DecisionCheck.of(asking(opened, 3, 9)).rings()).isFalse();
  }

  private static Decision asking(Decision d, int voices, int sources) {
    return new Decision(
        d.windowMillis(),
        d.observed(),
        d.expected(),
        d.dispersion(),
        d.forecastShape(),
        d.forecastExposureMillis(),
        d.windowFactor(),
        d.threshold(),
        d.probability(),
        d.significance(),
        d.posts(),
        d.sources(),
        new Decision.Asked(Rule.CountBy.VOICE, voices, sources),
        d.ratio());
  }

  private static boolean rings(AlertEvent event) {
    return DecisionCheck.of(event.alert().decision()).rings();
  }

  private static Decision with(double probability, double expected) {
    return new Decision(
        3_600_000,
        3,
        expected,
        1,
        2,
        7_200_000,
        1,
        3,
        probability,
        0.3,
        3,
        List.of("a"),
        TOLD,
        null);
  }

  private static Decision observed(int count) {
    return new Decision(
        3_600_000, count, 1, 1, 2, 7_200_000, 1, 3, 0, 0.3, 3, List.of("a"), TOLD, null);
  }
}
