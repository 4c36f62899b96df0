package io.tocsin.runtime.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that runs as a whole process: started, watched, stopped by a signal or its failure. */
public final class ForegroundProcess {
  private static final Logger log = LoggerFactory.getLogger(ForegroundProcess.class);
  private static final long STOP_SECONDS = 40;

  private final String name;
  private final CompletableFuture<ExitCode> ending = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ForegroundProcess(String name) {
    this.name = name;
  }

  /**
   * Starts it, blocks until it ends and closes it.
   *
   * @param name what the log calls it
   * @param start whose exceptions are passed on
   */
  public static ExitCode runToEnd(String name, Supplier<? extends Running> start) {
    return new ForegroundProcess(name).run(start);
  }

  private ExitCode run(Supplier<? extends Running> start) {
    Thread onSignal = new Thread(this::stopOnSignal, "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try (Running running = start.get()) {
      running.failure().thenAccept(failure -> ending.complete(failure.exitCode()));
      return ending.join();
    } finally {
      closed.countDown();
      removeHook(onSignal);
    }
  }

  /** The JVM would end with 128 + signal, so the code of an orderly stop is set by halting. */
  private void stopOnSignal() {
    ending.complete(ExitCode.STOPPED);
    try {
      if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.atError().addKeyValue("service", name).log("could not stop in time");
        Runtime.getRuntime().halt(ExitCode.BUG.code());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ending.getNow(ExitCode.BUG).code());
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      log.debug("the process is ending");
    }
  }
}
