package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service as a whole process: started, watched, stopped by a signal or its own failure. */
final class ServiceProcess {
  private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);
  private static final long STOP_SECONDS = 40;

  private final ServiceDefinition definition;
  private final ServiceConfig config;
  private final CompletableFuture<ExitCode> ending = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  ServiceProcess(ServiceDefinition definition, ServiceConfig config) {
    this.definition = definition;
    this.config = config;
  }

  /** Starts the service, blocks until it ends and closes it. */
  ExitCode runToEnd() {
    Thread onSignal = new Thread(this::stopOnSignal, "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try (RunningService service = ServiceShell.start(definition.app().apply(config), config)) {
      service.failure().thenAccept(failure -> ending.complete(failure.exitCode()));
      return ending.join();
    } finally {
      closed.countDown();
      removeHook(onSignal);
    }
  }

  /** Ends as if a signal had come. */
  void stop() {
    ending.complete(ExitCode.STOPPED);
  }

  /** The JVM would end with 128 + signal, so the code of an orderly stop is set by halting. */
  private void stopOnSignal() {
    stop();
    try {
      if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.atError().addKeyValue("service", definition.name()).log("could not stop in time");
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
