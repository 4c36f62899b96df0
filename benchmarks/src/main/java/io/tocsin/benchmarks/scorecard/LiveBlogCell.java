package io.tocsin.benchmarks.scorecard;

import io.tocsin.benchmarks.series.Arrivals;
import io.tocsin.benchmarks.series.Times;
import io.tocsin.benchmarks.watch.Contender;
import io.tocsin.benchmarks.watch.Ring;
import io.tocsin.benchmarks.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * A newsroom opens a live blog: for twelve hours one more source publishes twice as much as all
 * others together, so every word comes three times as often, and nothing has happened to any of
 * them.
 *
 * @param rate mentions of a word an hour before the opening
 * @param effort how much
 * @param contenders who watch
 * @param seeds chance
 */
record LiveBlogCell(double rate, Effort effort, List<Contender> contenders, Seeds seeds)
    implements Callable<List<LiveBlogRow>> {

  private static final long OPEN_FOR = 12 * Arrivals.HOUR;
  private static final int BLOG = FalseAlarmCell.SOURCES;

  @Override
  public List<LiveBlogRow> call() {
    int[] openings = new int[contenders.size()];
    int[] rung = new int[contenders.size()];
    int[] ordinary = new int[contenders.size()];
    for (int i = 0; i < effort.histories(); i++) {
      History history =
          new History(rate, stories(), contenders, seeds.of("history/" + rate + "/" + i));
      for (int j = 0; j < effort.changes(); j++) {
        history.goOn((effort.historyDays() + j) * Arrivals.DAY);
        SplittableRandom random = seeds.of("live blog/" + rate + "/" + i + "/" + j);
        open(history, random, openings, rung, ordinary);
      }
    }
    List<LiveBlogRow> rows = new ArrayList<>();
    for (int c = 0; c < contenders.size(); c++) {
      String name = contenders.get(c).name();
      double all = openings[c];
      rows.add(new LiveBlogRow(rate, name, openings[c], rung[c], rung[c] / all, ordinary[c] / all));
    }
    return rows;
  }

  /** What each source publishes without the word: ten an hour, and never less than twice that. */
  private double stories() {
    return Math.max(10, 2 * rate);
  }

  private void open(
      History history, SplittableRandom random, int[] openings, int[] rung, int[] ordinary) {
    List<Watch> with = history.forks();
    List<Watch> without = history.forks();
    long[] others = mentions(random, rate, history.now());
    long[] blog = mentions(random, 2 * rate, history.now());
    long sources = random.nextLong();
    long end = history.now() + OPEN_FOR;
    SplittableRandom stories = random.split();
    List<Watch> all = new ArrayList<>(with);
    all.addAll(without);
    History.publish(stories, stories(), history.now(), end, all);
    Arrivals.flat(
        stories,
        2 * FalseAlarmCell.SOURCES * stories(),
        history.now(),
        end,
        time -> with.forEach(watch -> watch.published(time, BLOG)));
    for (int c = 0; c < with.size(); c++) {
      if (!with.get(c).isOpen()) {
        openings[c]++;
        rung[c] += rings(with.get(c), others, blog, sources, history.now()) ? 1 : 0;
        ordinary[c] += rings(without.get(c), others, new long[0], sources, history.now()) ? 1 : 0;
      }
    }
  }

  private static long[] mentions(SplittableRandom random, double rate, long from) {
    Times times = new Times();
    Arrivals.flat(random, rate, from, from + OPEN_FOR, times::add);
    return times.sorted();
  }

  private static boolean rings(Watch watch, long[] others, long[] blog, long seed, long from) {
    SplittableRandom sources = new SplittableRandom(seed);
    int next = 0;
    for (long time : others) {
      for (; next < blog.length && blog[next] < time; next++) {
        mention(watch, blog[next], BLOG);
      }
      mention(watch, time, sources.nextInt(FalseAlarmCell.SOURCES));
    }
    for (; next < blog.length; next++) {
      mention(watch, blog[next], BLOG);
    }
    watch.passTo(from + OPEN_FOR);
    return watch.rings().stream().anyMatch(Ring::isAlarm);
  }

  private static void mention(Watch watch, long time, int source) {
    watch.published(time, source);
    watch.mention(time, source);
  }
}
