package io.tocsin.benchmarks.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabSeriesTest {

  @TempDir Path directory;

  private NabSeries write() throws IOException {
    Files.writeString(
        directory.resolve("Some.csv"),
        """
        timestamp,value
        2022-01-01 00:02:53,2
        2022-01-01 00:07:53,0
        2022-01-01 00:12:53,5
        2022-01-01 00:17:53,1
        """);
    Files.writeString(directory.resolve("Other.csv"), "timestamp,value\n2022-01-01 00:00:00,1\n");
    Files.writeString(
        directory.resolve("windows.json"),
        """
        {"group/Some.csv": [["2022-01-01 00:12:53.000000", "2022-01-01 00:12:53.000000"],
          ["2022-01-01 00:40:00.000000", "2022-01-01 00:50:00.000000"]]}
        """);
    return NabSeries.readAll(directory).get(0);
  }

  @Test
  void shouldSpreadCountsOverTheirFiveMinutes() throws IOException {
    NabSeries nab = write();

    assertThat(nab.name()).isEqualTo("Some");
    long begin = nab.begin();
    assertThat(nab.series().times())
        .containsExactly(
            begin,
            begin + 150_000,
            begin + 600_000,
            begin + 660_000,
            begin + 720_000,
            begin + 780_000,
            begin + 840_000,
            begin + 900_000);
    assertThat(nab.series().events()).hasSize(2);
    assertThat(NabSeries.readAll(directory)).as("those with windows").hasSize(1);
  }

  @Test
  void shouldScoreRulesThatAlwaysAndNeverRing() throws IOException {
    List<NabRow> rows = new NabCell(write(), List.of(Contenders.NEVER, Contenders.ALWAYS)).call();

    NabRow never = rows.get(0);
    assertThat(never.recall()).isZero();
    assertThat(never.precision()).isZero();
    assertThat(never.falseAlarmsPerDay()).isZero();
    NabRow always = rows.get(1);
    assertThat(always.windows()).isEqualTo(2);
    assertThat(always.found()).isEqualTo(1);
    assertThat(always.recall()).isEqualTo(0.5);
    assertThat(always.alarms()).isEqualTo(8);
    assertThat(always.inside()).isEqualTo(5);
    assertThat(always.precision()).isEqualTo(5 / 8.0);
    assertThat(always.falseAlarms()).isEqualTo(3);
    assertThat(always.falseAlarmsPerDay() * always.days()).isEqualTo(3);
    assertThat(always.plus(always).recall()).isEqualTo(0.5);
    assertThat(always.plus(always).falseAlarms()).isEqualTo(6);
    assertThat(always.plus(always).days()).isEqualTo(2 * always.days());
  }
}
