package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.series.Stretch;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Ring;
import io.tocsin.benchmarks.watch.Watch;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One of NAB's series: every contender watches it, as one source.
 *
 * @param nab the series
 * @param contenders who watch
 */
record NabCell(NabSeries nab, List<Contender> contenders) implements Callable<List<NabRow>> {

  @Override
  public List<NabRow> call() {
    return contenders.stream().map(this::row).toList();
  }

  private NabRow row(Contender contender) {
    List<Ring> alarms = watch(contender.fresh().get()).stream().filter(Ring::isAlarm).toList();
    List<Stretch> windows = nab.series().events();
    List<Ring> outside = alarms.stream().filter(a -> !nab.series().isEvent(a.at())).toList();
    return NabRow.of(
        nab.name(),
        contender.name(),
        nab.series().times().length,
        (double) (nab.end() - nab.begin()) / Arrivals.DAY,
        windows.size(),
        (int) windows.stream().filter(w -> alarms.stream().anyMatch(a -> w.holds(a.at()))).count(),
        alarms.size() - outside.size(),
        outside.size(),
        (int) outside.stream().filter(a -> a.at() < nab.probation()).count(),
        (int) outside.stream().filter(a -> a.kind() == Ring.Kind.REOPENED).count());
  }

  private List<Ring> watch(Watch watch) {
    for (long time : nab.series().times()) {
      watch.mention(time, 0);
    }
    watch.passTo(nab.end());
    return watch.rings();
  }
}
