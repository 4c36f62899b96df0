package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.watch.ProductionRule;
import io.tocsin.benchmarks.watch.ProductionWatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * How many bytes a key takes in the store: idle, and for each live mention.
 *
 * @param seeds chance
 */
record StateCell(Seeds seeds) implements Callable<List<StateRow>> {

  private static final int BUSY = 5_000;

  @Override
  public List<StateRow> call() {
    SplittableRandom random = seeds.of("state");
    ProductionWatch once = new ProductionWatch(ProductionRule.STANDARD);
    once.mention(Arrivals.HOUR, 0);
    once.passTo(2 * Arrivals.DAY);
    ProductionWatch steady = new ProductionWatch(ProductionRule.STANDARD);
    long now = 30 * Arrivals.DAY;
    Arrivals.flat(
        random, 1, 0, now, time -> steady.mention(time, random.nextInt(FalseAlarmCell.SOURCES)));
    steady.passTo(now + Arrivals.DAY);
    ProductionWatch busy = steady.fork();
    now += 2 * Arrivals.DAY;
    for (int i = 0; i < BUSY; i++) {
      busy.mention(now + i, random.nextInt(FalseAlarmCell.SOURCES));
    }
    busy.passTo(now + BUSY);
    return List.of(
        new StateRow("a key with one mention, two days later", once.stateBytes()),
        new StateRow("a key of 1/h for 30 days, a day later", steady.stateBytes()),
        new StateRow(
            "each of " + BUSY + " live mentions without signatures",
            (double) (busy.stateBytes() - steady.stateBytes()) / BUSY));
  }
}
