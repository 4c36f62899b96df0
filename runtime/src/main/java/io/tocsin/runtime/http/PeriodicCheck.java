package io.tocsin.runtime.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question whose answer takes a while, asked again and again by a thread of its own, so that who
 * wants to know the health waits for nobody. A question that is never answered is a bad answer.
 */
public final class PeriodicCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicCheck.class);

  private final String name;
  private final Supplier<Health.Check> question;
  private final Duration patience;
  private final LongSupplier nanos;
  private final ScheduledExecutorService thread;
  private volatile Answer last;

  /** What was answered, and when by the clock of {@link System#nanoTime()}. */
  private record Answer(Health.Check check, long at) {}

  PeriodicCheck(
      String name, Supplier<Health.Check> question, Duration patience, LongSupplier nanos) {
    this.name = name;
    this.question = question;
    this.patience = patience;
    this.nanos = nanos;
    this.last = new Answer(new Health.Check(name, false, "not asked yet"), nanos.getAsLong());
    this.thread = Executors.newSingleThreadScheduledExecutor(this::daemon);
  }

  /**
   * Begins to ask.
   *
   * @param name of the check that is given while there is no answer
   * @param question blocks as long as it needs; what it throws counts as down
   * @param pause between an answer and the next question
   * @param patience an answer that is older than this is none
   */
  public static PeriodicCheck start(
      String name, Supplier<Health.Check> question, Duration pause, Duration patience) {
    PeriodicCheck check = new PeriodicCheck(name, question, patience, System::nanoTime);
    check.askEvery(pause);
    return check;
  }

  private void askEvery(Duration pause) {
    var unused =
        thread.scheduleWithFixedDelay(this::ask, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  void ask() {
    last = new Answer(answer(), nanos.getAsLong());
  }

  private Health.Check answer() {
    try {
      return question.get();
    } catch (RuntimeException failed) {
      log.atDebug().addKeyValue("check", name).setCause(failed).log("a check failed");
      return new Health.Check(name, false, "cannot be told: " + failed);
    }
  }

  /** The last answer, at once. */
  public Health.Check last() {
    Answer answer = last;
    long age = nanos.getAsLong() - answer.at();
    return age <= patience.toNanos()
        ? answer.check()
        : new Health.Check(
            name, false, "no answer for " + TimeUnit.NANOSECONDS.toSeconds(age) + " s");
  }

  private Thread daemon(Runnable task) {
    Thread daemon = new Thread(task, "check-" + name);
    daemon.setDaemon(true);
    return daemon;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
