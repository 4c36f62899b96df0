package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.series.Times;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Ring;
import io.tocsin.benchmarks.watch.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * One base rate: when every contender sees each change, and when a CUSUM would that knows both
 * rates and has the same floors, the same tick and as many false alarms.
 *
 * @param rate mentions an hour before the change
 * @param effort how much
 * @param contenders who watch
 * @param floors the rule's
 * @param alarmsPerHour realised false alarms of each contender, by name, on flat noise of that rate
 * @param seeds chance
 */
record DelayCell(
    double rate,
    Effort effort,
    List<Contender> contenders,
    Cusum.Floors floors,
    Map<String, Double> alarmsPerHour,
    Seeds seeds)
    implements Callable<List<DelayRow>> {

  /** A change not seen in a week is missed. */
  static final long HORIZON = 7 * Arrivals.DAY;

  private static final int MENTIONS_AT_ONCE = 50;
  private static final double POSTS_IN_SIX_HOURS = 5;
  private static final double LEAST_MINUTES = 5;
  private static final double ONE_BUDGET = 1 / 720.0;

  @Override
  public List<DelayRow> call() {
    List<List<Times>> delays =
        Change.ALL.stream()
            .map(change -> contenders.stream().map(contender -> new Times()).toList())
            .toList();
    for (int i = 0; i < effort.histories(); i++) {
      History history = new History(rate, contenders, seeds.of("history/" + rate + "/" + i));
      for (int j = 0; j < effort.changes(); j++) {
        history.goOn((effort.historyDays() + j) * Arrivals.DAY);
        for (int c = 0; c < Change.ALL.size(); c++) {
          long chance = seeds.of("delay/" + rate + "/" + i + "/" + j + "/" + c).nextLong();
          changeNow(history, Change.ALL.get(c), chance, delays.get(c));
        }
      }
    }
    return rows(delays);
  }

  private void changeNow(History history, Change change, long chance, List<Times> delays) {
    List<Watch> forks = history.forks();
    for (int c = 0; c < forks.size(); c++) {
      if (!forks.get(c).isOpen()) {
        SplittableRandom random = new SplittableRandom(chance);
        delays.get(c).add(delay(forks.get(c), change, history.now(), random));
      }
    }
  }

  private long delay(Watch watch, Change change, long began, SplittableRandom random) {
    double hours = Math.min(6, MENTIONS_AT_ONCE / (rate * change.factor()));
    long slice = (long) (hours * Arrivals.HOUR);
    for (long from = began; from < began + HORIZON; from += slice) {
      long to = Math.min(from + slice, began + HORIZON);
      SplittableRandom sources = random.split();
      change.arrivals(
          random,
          rate,
          began,
          from,
          to,
          time -> watch.mention(time, sources.nextInt(FalseAlarmCell.SOURCES)));
      watch.passTo(to - 1);
      for (Ring ring : watch.rings()) {
        if (ring.isAlarm()) {
          return Delays.upToMinute(ring.at() - began);
        }
      }
    }
    return Delays.MISSED;
  }

  private List<DelayRow> rows(List<List<Times>> delays) {
    Map<Double, CusumCurve> curves = new HashMap<>();
    List<DelayRow> rows = new ArrayList<>();
    for (int i = 0; i < Change.ALL.size(); i++) {
      Change change = Change.ALL.get(i);
      CusumCurve curve = curves.computeIfAbsent(change.factor(), this::curve);
      for (int c = 0; c < contenders.size(); c++) {
        Delays measured = new Delays(delays.get(i).get(c).sorted(), HORIZON);
        rows.add(row(contenders.get(c).name(), change, measured, curve));
      }
    }
    return rows;
  }

  /** Simulated for 200 budgets, where that can be had. */
  private CusumCurve curve(double factor) {
    long mentions =
        (long) Math.min((double) effort.curveMentions(), Math.max(200_000.0, 200 * 720 * rate));
    SplittableRandom random = seeds.of("curve/" + rate + "/" + factor);
    return CusumCurve.of(random, rate, rate * factor, floors, mentions);
  }

  private DelayRow row(String name, Change change, Delays delays, CusumCurve curve) {
    double alarms = alarmsPerHour.getOrDefault(name, ONE_BUDGET);
    CusumDelay reference = new CusumDelay(rate, change, floors, HORIZON);
    SplittableRandom random = seeds.of("cusum/" + rate + "/" + change.title());
    Delays limit = reference.measure(random, curve.threshold(alarms), effort.cusumRuns());
    double minutes = limit.meanMinutes();
    return new DelayRow(
        rate,
        change.title(),
        name,
        delays.millis().length,
        delays.misses(),
        delays.meanMinutes(),
        delays.medianMinutes(),
        alarms / ONE_BUDGET,
        minutes,
        (double) limit.misses() / effort.cusumRuns(),
        delays.meanMinutes() / minutes,
        6 * rate * change.factor() >= POSTS_IN_SIX_HOURS && minutes >= LEAST_MINUTES);
  }
}
