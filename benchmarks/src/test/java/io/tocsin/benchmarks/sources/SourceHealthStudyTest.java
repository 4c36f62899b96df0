package io.tocsin.benchmarks.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A small run of the study: what the page says must not be far from what the product does. */
class SourceHealthStudyTest {

  @Test
  void shouldKeepToTheBudgetForEveryKindOfSourceAndMissThoseThatEnd() {
    List<SourceHealthStudy.Row> rows = new SourceHealthStudy(8, 5).rows();

    assertThat(rows).extracting(SourceHealthStudy.Row::kind).containsExactly(SourceKind.values());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.silences()).as("false silences in 30 days").isLessThanOrEqualTo(1);
              assertThat(row.floods()).as("false floods in 30 days").isLessThanOrEqualTo(0.5);
              assertThat(row.delay(0.5)).as("hours until it is missed").isLessThan(14 * 24);
            });
    assertThat(rows)
        .filteredOn(row -> row.kind() == SourceKind.WIRE || row.kind() == SourceKind.STEADY)
        .allSatisfy(row -> assertThat(row.delay(0.5)).isLessThan(3));
  }

  @Test
  void shouldGiveTheSameForTheSameSeed() {
    SourceHealthStudy.Row first = new SourceHealthStudy(1, 3).rows().get(2);
    SourceHealthStudy.Row again = new SourceHealthStudy(1, 3).rows().get(2);

    assertThat(again.silences()).isEqualTo(first.silences());
    assertThat(again.silentDelays()).isEqualTo(first.silentDelays());
  }
}
