package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.benchmarks.series.Arrivals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DelayCellTest {

  private static final Effort SMALL = new Effort(List.of(1.0), 1, 1, 1, 1, 10, 1, 40, 50, 50_000);
  private static final Effort TINY = new Effort(List.of(100.0), 1, 1, 1, 1, 1, 1, 1, 50, 50_000);

  private static List<DelayRow> rows(double rate, Effort effort) {
    return new DelayCell(
            rate,
            effort,
            List.of(Contenders.NEVER, Contenders.ALWAYS),
            new Cusum.Floors(3, 2, 6 * Arrivals.HOUR),
            Map.of("never", 1 / 720.0, "always", 1.0),
            new Seeds(2))
        .call();
  }

  private static DelayRow row(List<DelayRow> rows, String change, String contender) {
    return rows.stream()
        .filter(row -> row.change().equals(change) && row.contender().equals(contender))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldMissAllOfARuleThatNeverRings() {
    List<DelayRow> rows = rows(1, SMALL);

    assertThat(rows)
        .filteredOn(row -> row.contender().equals("never"))
        .hasSize(Change.ALL.size())
        .allSatisfy(
            row -> {
              assertThat(row.runs()).isEqualTo(400);
              assertThat(row.misses()).isEqualTo(400);
              assertThat(row.meanMinutes()).isEqualTo(7 * 24 * 60);
            });
  }

  @Test
  void shouldWaitForOneMentionOfARuleThatAlwaysRings() {
    List<DelayRow> rows = rows(1, SMALL);

    DelayRow step = row(rows, "×2", "always");
    // half an hour on average, read at the full minute; deviation 1.5 minutes
    assertThat(step.meanMinutes()).isCloseTo(30.5, within(6.0));
    assertThat(step.misses()).isZero();
    assertThat(step.multiple()).isEqualTo(step.meanMinutes() / step.cusumMinutes());
    assertThat(step.falseAlarmsPer30Days()).isCloseTo(720, within(0.001));
    // an hour at first
    assertThat(row(rows, "×5 within 24 h", "always").meanMinutes()).isBetween(40.0, 65.0);
  }

  @Test
  void shouldAskTheReferenceForAsFewFalseAlarms() {
    List<DelayRow> rows = rows(1, SMALL);

    assertThat(row(rows, "×2", "never").cusumMinutes())
        .isGreaterThan(2 * row(rows, "×2", "always").cusumMinutes());
  }

  @Test
  void shouldCountWhereThereIsEnoughToSeeAndTimeToSeeIt() {
    List<DelayRow> sparse = rows(0.1, TINY);
    List<DelayRow> busy = rows(100, TINY);

    assertThat(row(sparse, "×5", "never").counts()).as("3 posts in six hours").isFalse();
    assertThat(row(sparse, "×10", "never").counts()).as("6 posts in six hours").isTrue();
    assertThat(row(busy, "×10", "never").counts()).as("a minute or two").isFalse();
    assertThat(row(busy, "×2", "never").counts()).isTrue();
  }
}
