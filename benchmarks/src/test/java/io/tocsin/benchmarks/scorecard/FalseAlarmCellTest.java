package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.benchmarks.series.Noise;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalseAlarmCellTest {

  private static final Effort SMALL = new Effort(List.of(1.0), 3, 34, 14, 1_000_000, 1, 1, 1, 1, 1);

  private static List<FalseAlarmRow> rows(Noise noise, Effort effort) {
    return new FalseAlarmCell(
            noise, 1, effort, List.of(Contenders.NEVER, Contenders.ALWAYS), new Seeds(1))
        .call();
  }

  @Test
  void shouldBoundTheRateOfARuleThatNeverRings() {
    FalseAlarmRow never = rows(Noise.FLAT, SMALL).get(0);

    assertThat(never.opened()).isZero();
    assertThat(never.perBudget()).isZero();
    assertThat(never.seriesDays()).isEqualTo(60);
    assertThat(never.upperBound()).isCloseTo(2.9957 / 2, within(0.001));
    assertThat(never.coldPerSeries()).isZero();
    assertThat(never.alarmsPerHour()).isEqualTo(1 / 1_440.0);
  }

  @Test
  void shouldCountEachMentionOfARuleThatAlwaysRings() {
    FalseAlarmRow always = rows(Noise.FLAT, SMALL).get(1);

    // one an hour: 1440 in 60 days, deviation 38; 336 in 14 days
    assertThat(always.opened()).isBetween(1_300, 1_580);
    assertThat(always.perBudget()).isEqualTo(always.opened() / 2.0);
    assertThat(always.coldPerSeries()).isBetween(280.0, 392.0);
    assertThat(always.alarmsPerHour()).isEqualTo(always.opened() / 1_440.0);
  }

  @Test
  void shouldCountNoAlarmAndNoTimeOfAnEvent() {
    FalseAlarmRow always = rows(Noise.POST_CRISIS, SMALL).get(1);

    // one crisis of 6 to 48 h at 10 to 30 times a series, from day 16 on, and 6 h after it
    assertThat(always.seriesDays()).isBetween(60 - 3 * 54 / 24.0, 60 - 3 * 12 / 24.0);
    assertThat(always.opened() / always.seriesDays()).isBetween(20.0, 28.0);
  }

  @Test
  void shouldSayWhereItIsReduced() {
    Effort capped = SMALL.withMentionsPerCell(1_000);

    assertThat(rows(Noise.FLAT, capped))
        .allSatisfy(
            row -> {
              assertThat(row.series()).isEqualTo(1);
              assertThat(row.reduced()).isTrue();
              assertThat(row.seriesDays()).isEqualTo(20);
            });
    assertThat(rows(Noise.FLAT, SMALL)).noneMatch(FalseAlarmRow::reduced);
  }
}
