package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Watch;
import java.util.List;
import java.util.SplittableRandom;

/** Flat noise that contenders have watched for weeks; from any point on, something may happen. */
final class History {

  private final double rate;
  private final SplittableRandom random;
  private final List<Watch> watches;
  private long now;

  /** One that has not begun. */
  History(double rate, List<Contender> contenders, SplittableRandom random) {
    this.rate = rate;
    this.random = random;
    this.watches = contenders.stream().map(contender -> contender.fresh().get()).toList();
  }

  /** Goes on up to a time, with nothing happening. */
  void goOn(long to) {
    SplittableRandom sources = random.split();
    Arrivals.flat(
        random,
        rate,
        now,
        to,
        time -> {
          int source = sources.nextInt(FalseAlarmCell.SOURCES);
          watches.forEach(watch -> watch.mention(time, source));
        });
    watches.forEach(watch -> watch.passTo(to - 1));
    now = to;
  }

  long now() {
    return now;
  }

  /** What the contenders know at this point; the forks can be led on without touching this. */
  List<Watch> forks() {
    return watches.stream().map(Watch::fork).toList();
  }
}
