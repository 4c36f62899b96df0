package io.tocsin.runtime.service;

import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a program that is no Kafka Streams service: what it owns, whether it has failed, and
 * its end. Used by many threads, but for what it owns: that is told while it starts.
 */
public final class Lifetime implements Running {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);

  private final String name;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final CompletableFuture<ServiceFailure> failure = new CompletableFuture<>();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Begins the life of the program that the log calls so. */
  public Lifetime(String name) {
    this.name = name;
  }

  /** Takes something that is to be closed at the end; what was taken last is closed first. */
  public <T extends AutoCloseable> T owning(T resource) {
    owned.push(resource);
    return resource;
  }

  /** It cannot go on, which the log is told; only the first failure counts. */
  public void fail(ServiceFailure failed) {
    log.atError()
        .addKeyValue("service", name)
        .addKeyValue("exit", failed.exitCode().code())
        .setCause(failed.exitCode() == ExitCode.BUG ? failed : null)
        .log(failed.getMessage());
    if (failing.compareAndSet(false, true)) {
      failure.completeAsync(() -> failed);
    }
  }

  /**
   * The same for what was thrown.
   *
   * @param trouble explains what the cluster refuses
   * @param what did not work, for what nobody can explain
   */
  public void fail(KafkaTrouble trouble, String what, RuntimeException thrown) {
    fail(
        trouble
            .explain(thrown)
            .map(text -> new ServiceFailure(ExitCode.WORLD_BROKEN, text, thrown))
            .orElseGet(() -> new ServiceFailure(ExitCode.BUG, what + ": " + thrown, thrown)));
  }

  /** Whether it cannot go on. */
  public boolean hasFailed() {
    return failing.get();
  }

  /** Whether it lives, as a check. */
  public Health.Check check(String checked, String well) {
    return new Health.Check(checked, !hasFailed(), hasFailed() ? "it has ended" : well);
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!owned.isEmpty()) {
      closeQuietly(owned.pop());
    }
    log.atInfo().addKeyValue("service", name).log("stopped");
  }

  private void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception exception) {
      log.atWarn().addKeyValue("service", name).setCause(exception).log("could not close");
    }
  }
}
