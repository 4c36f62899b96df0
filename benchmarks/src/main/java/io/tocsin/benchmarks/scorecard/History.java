package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Watch;
import java.util.List;
import java.util.SplittableRandom;

/** Flat noise that contenders have watched for weeks; from any point on, something may happen. */
final class History {

  private final double rate;
  private final double stories;
  private final SplittableRandom random;
  private final List<Watch> watches;
  private long now;

  /** One that has not begun, of which nothing is told but the mentions. */
  History(double rate, List<Contender> contenders, SplittableRandom random) {
    this(rate, 0, contenders, random);
  }

  /**
   * One that has not begun.
   *
   * @param rate mentions an hour
   * @param stories what each source publishes besides, stories an hour; 0 when that is not told
   */
  History(double rate, double stories, List<Contender> contenders, SplittableRandom random) {
    this.rate = rate;
    this.stories = stories;
    this.random = random;
    this.watches = contenders.stream().map(contender -> contender.fresh().get()).toList();
  }

  /** Goes on up to a time, with nothing happening. */
  void goOn(long to) {
    SplittableRandom sources = random.split();
    publish(random.split(), stories, now, to, watches);
    Arrivals.flat(
        random,
        rate,
        now,
        to,
        time -> {
          int source = sources.nextInt(FalseAlarmCell.SOURCES);
          tell(watches, time, source);
          watches.forEach(watch -> watch.mention(time, source));
        });
    watches.forEach(watch -> watch.passTo(to - 1));
    now = to;
  }

  /** Tells what each of the sources publishes without naming the word. */
  static void publish(
      SplittableRandom random, double stories, long from, long to, List<Watch> watches) {
    for (int source = 0; source < FalseAlarmCell.SOURCES && stories > 0; source++) {
      int who = source;
      Arrivals.flat(
          random, stories, from, to, time -> watches.forEach(w -> w.published(time, who)));
    }
  }

  private void tell(List<Watch> to, long time, int source) {
    if (stories > 0) {
      to.forEach(watch -> watch.published(time, source));
    }
  }

  long now() {
    return now;
  }

  /** What the contenders know at this point; the forks can be led on without touching this. */
  List<Watch> forks() {
    return watches.stream().map(Watch::fork).toList();
  }
}
