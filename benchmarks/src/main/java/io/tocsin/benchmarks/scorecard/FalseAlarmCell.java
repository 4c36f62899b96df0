package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.series.Noise;
import io.tocsin.benchmarks.series.Series;
import io.tocsin.benchmarks.series.Stretch;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Ring;
import io.tocsin.benchmarks.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * One kind of noise at one rate: every contender watches the same series.
 *
 * @param noise the kind
 * @param rate mentions an hour
 * @param effort how much
 * @param contenders who watch
 * @param seeds chance
 */
record FalseAlarmCell(
    Noise noise, double rate, Effort effort, List<Contender> contenders, Seeds seeds)
    implements Callable<List<FalseAlarmRow>> {

  /** Sources that publish, each as much as any other. */
  static final int SOURCES = 8;

  @Override
  public List<FalseAlarmRow> call() {
    int count = effort.seriesAt(rate);
    List<FalseAlarmRow.Tally> tallies =
        contenders.stream().map(contender -> new FalseAlarmRow.Tally()).toList();
    double counted = 0;
    for (int i = 0; i < count; i++) {
      SplittableRandom random = seeds.of(noise.name() + "/" + rate + "/" + i);
      Series series = noise.series(random.split(), rate, effort.days());
      long sources = random.nextLong();
      for (int c = 0; c < contenders.size(); c++) {
        tally(watch(contenders.get(c), series, sources), series, tallies.get(c));
      }
      counted += countedMillis(series);
    }
    List<FalseAlarmRow> rows = new ArrayList<>();
    for (int c = 0; c < contenders.size(); c++) {
      rows.add(
          FalseAlarmRow.of(
              this, contenders.get(c).name(), count, tallies.get(c), counted / Arrivals.DAY));
    }
    return rows;
  }

  private List<Ring> watch(Contender contender, Series series, long sourceSeed) {
    Watch watch = contender.fresh().get();
    SplittableRandom sources = new SplittableRandom(sourceSeed);
    for (long time : series.times()) {
      watch.mention(time, sources.nextInt(SOURCES));
    }
    watch.passTo(end());
    return watch.rings();
  }

  private void tally(List<Ring> rings, Series series, FalseAlarmRow.Tally tally) {
    for (Ring ring : rings) {
      if (!ring.isAlarm() || series.isEvent(ring.at())) {
        continue;
      }
      boolean opened = ring.kind() == Ring.Kind.OPENED;
      if (ring.at() < warm()) {
        tally.cold += opened ? 1 : 0;
      } else {
        tally.opened += opened ? 1 : 0;
        tally.reopened += opened ? 0 : 1;
      }
    }
  }

  private long countedMillis(Series series) {
    long counted = end() - warm();
    for (Stretch event : series.events()) {
      counted -= Math.max(0, Math.min(end(), event.to()) - Math.max(warm(), event.from()));
    }
    return counted;
  }

  private long warm() {
    return effort.warmUpDays() * Arrivals.DAY;
  }

  private long end() {
    return effort.days() * Arrivals.DAY;
  }
}
