package io.tocsin.alerts;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.RuleHistory;
import io.tocsin.alerts.wire.PostRecords;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.http.Health;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts new rules over the posts of before, beside the stream: one thread for all partitions of a
 * process, one partition after the other. It only reads; what it finds is handed on by the task
 * that asked for it. Thread-safe.
 */
final class WarmStarts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WarmStarts.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final HistorySource source;
  private final AlertsSettings settings;
  private final AlertsMeters meters;
  private final ScheduledExecutorService executor;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private final AtomicLong read = new AtomicLong();

  WarmStarts(HistorySource source, AlertsSettings settings, AlertsMeters meters) {
    this.source = source;
    this.settings = settings;
    this.meters = meters;
    this.executor = executor();
  }

  private static ScheduledExecutorService executor() {
    ScheduledThreadPoolExecutor single = new ScheduledThreadPoolExecutor(1, WarmStarts::daemon);
    single.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return single;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "warm-start");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What was found.
   *
   * @param history nothing when it could not be read
   * @param from from when on it is whole
   */
  record Outcome(@Nullable RuleHistory history, long from) {

    static final Outcome NOTHING = new Outcome(null, Long.MAX_VALUE);
  }

  /**
   * Begins to count rules over the posts of a partition.
   *
   * @param before offset of the first record that was matched by them
   * @param time of that record, milliseconds since the epoch
   */
  Run start(int partition, long before, long time, List<Rule> rules) {
    Run run = new Run(partition, before, time, rules);
    running.add(run);
    meters.warmStarts(running.size());
    execute(run, Duration.ZERO);
    return run;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a run tells itself how it ends
  private void execute(Run run, Duration delay) {
    try {
      executor.schedule(run, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      run.cancel();
    }
  }

  /** What is under way, for people; always well. Nothing when nothing is. */
  List<Health.Check> health() {
    int partitions = running.size();
    return partitions == 0
        ? List.of()
        : List.of(
            new Health.Check(
                "warm-start",
                true,
                "new rules are counted over the posts of before: %d partitions to go, %d posts read"
                    .formatted(partitions, read.get())));
  }

  @Override
  public void close() {
    running.forEach(Run::cancel);
    executor.shutdownNow();
  }

  /** One partition for some rules. */
  final class Run implements Runnable {

    private final int partition;
    private final long before;
    private final long time;
    private final List<Rule> rules;
    private volatile boolean cancelled;
    private volatile @Nullable Outcome outcome;
    private int attempts;

    private Run(int partition, long before, long time, List<Rule> rules) {
      this.partition = partition;
      this.before = before;
      this.time = time;
      this.rules = List.copyOf(rules);
    }

    List<Rule> rules() {
      return rules;
    }

    /** What was found; null until then. */
    @Nullable Outcome outcome() {
      return outcome;
    }

    /** Nobody wants it any more. */
    void cancel() {
      cancelled = true;
      done();
    }

    private void done() {
      running.remove(this);
      meters.warmStarts(running.size());
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      try {
        finish(meters.timed(this::count));
      } catch (RuntimeException | StackOverflowError failed) {
        retry(failed);
      }
    }

    private void finish(Outcome found) {
      outcome = found;
      done();
    }

    private void retry(Throwable failed) {
      attempts++;
      boolean again = attempts < MOST_ATTEMPTS && !cancelled;
      log.atWarn()
          .addKeyValue("partition", partition)
          .addKeyValue("count", rules.size())
          .setCause(failed)
          .log(
              again
                  ? "new rules could not be counted over the posts of before: trying again"
                  : "new rules begin without a baseline");
      if (again) {
        execute(this, RETRY_AFTER);
      } else {
        finish(Outcome.NOTHING);
      }
    }

    private Outcome count() {
      WarmStartSettings limits = settings.warmStart();
      RuleHistory history =
          new RuleHistory(
              rules,
              new RuleHistory.Limits(
                  settings.postMemory(),
                  settings.rememberedPosts(),
                  limits.mentions(),
                  time - longestReach()));
      long from =
          source.read(
              new HistorySource.Stretch(
                  partition, before, time - limits.history().toMillis(), limits.posts()),
              new Counting(history),
              () -> !cancelled);
      log.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("count", rules.size())
          .log("new rules were counted over the posts of before");
      return new Outcome(history, Math.max(from, history.from()));
    }

    /** How long a mention may be evidence of what happens next. */
    private long longestReach() {
      return rules.stream()
          .mapToLong(rule -> 2 * rule.windows().get(rule.windows().size() - 1).toMillis())
          .max()
          .orElse(0);
    }
  }

  /** A post that cannot be matched is a dead letter of its own time: here it is passed over. */
  private final class Counting implements HistorySource.Reader {

    private final RuleHistory history;

    Counting(RuleHistory history) {
      this.history = history;
    }

    @Override
    public void take(EnrichedPost post) {
      read.incrementAndGet();
      meters.warmStartRead();
      try {
        history.take(PostRecords.plain(post));
      } catch (RuntimeException bad) {
        skipped();
      }
    }

    @Override
    public void skipped() {
      meters.warmStartSkipped();
    }
  }
}
