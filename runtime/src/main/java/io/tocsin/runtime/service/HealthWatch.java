package io.tocsin.runtime.service;

import io.tocsin.runtime.http.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again how a service is, whether or not anybody asks: says in the log when
 * something begins to be down and when it is over.
 */
final class HealthWatch implements AutoCloseable {
  /** How often it looks. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);

  private final String service;
  private final Supplier<Health> readiness;
  private final Map<String, Health.State> known = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(HealthWatch::daemon);

  HealthWatch(String service, Supplier<Health> readiness) {
    this.service = service;
    this.readiness = readiness;
  }

  /**
   * Begins to look.
   *
   * @param before called before each look
   */
  void start(Runnable before) {
    Runnable look =
        () -> {
          try {
            before.run();
            look();
          } catch (RuntimeException failed) {
            log.atWarn().addKeyValue("service", service).setCause(failed).log("cannot look");
          }
        };
    var unused = thread.scheduleWithFixedDelay(look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks once. */
  void look() {
    readiness.get().checks().forEach(this::tell);
  }

  /** What was never up is starting; that is no news. */
  private void tell(Health.Check check) {
    Health.State before = known.put(check.name(), check.state());
    if (before == null || before == check.state()) {
      return;
    }
    boolean worse = check.state().compareTo(before) > 0;
    (worse ? log.atWarn() : log.atInfo())
        .addKeyValue("service", service)
        .addKeyValue("check", check.name())
        .addKeyValue("state", check.state())
        .log((worse ? "not as it should be: " : "better: ") + check.detail());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "health-watch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
