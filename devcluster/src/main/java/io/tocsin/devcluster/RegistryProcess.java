package io.tocsin.devcluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry (Apicurio with Confluent's API) as a child process; it ends with this JVM,
 * even if that is killed. Schemas and their ids are in an H2 file of its directory.
 */
final class RegistryProcess implements AutoCloseable {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TZ");
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int HTTP_OK = 200;
  private static final int HTTP_TIMEOUT_MS = 2_000;
  private static final int TAIL_LINES = 30;

  private final RegistryHome home;
  private final Path directory;
  private final int port;
  private final Duration startTimeout;
  private final RegistryCommand command;
  private final Map<String, String> extras;
  private @Nullable Process process;

  RegistryProcess(
      RegistryHome home,
      Path directory,
      int port,
      Duration startTimeout,
      Map<String, String> extras) {
    this(home, directory, port, startTimeout, RegistryCommand.SERVE, extras);
  }

  RegistryProcess(RegistryHome home, Path directory, int port, Duration startTimeout) {
    this(home, directory, port, startTimeout, Map.of());
  }

  RegistryProcess(
      RegistryHome home, Path directory, int port, Duration startTimeout, RegistryCommand command) {
    this(home, directory, port, startTimeout, command, Map.of());
  }

  private RegistryProcess(
      RegistryHome home,
      Path directory,
      int port,
      Duration startTimeout,
      RegistryCommand command,
      Map<String, String> extras) {
    this.extras = extras;
    this.command = command;
    this.home = home;
    this.directory = directory;
    this.port = port;
    this.startTimeout = startTimeout;
  }

  String url() {
    return "http://" + LoopbackPorts.HOST + ":" + port + "/apis/ccompat/v7";
  }

  Path log() {
    return directory.resolve("registry.log");
  }

  /** Starts the process and returns when it answers. */
  synchronized void start() {
    if (process != null) {
      return;
    }
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Process started = builder().start();
      process = started;
      awaitReady(started);
    } catch (IOException e) {
      close();
      throw new DevClusterException("The schema registry could not be started: " + e, e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new DevClusterException("Interrupted while the schema registry started", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Stops the process in order, by force when it does not end; does nothing when not running. */
  @Override
  public synchronized void close() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(command.patienceToStop().toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command.line(home, directory));
    builder.directory(directory.toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment());
    builder.environment().putAll(extras);
    return builder;
  }

  /** A small connection pool starts faster; no write delay: an id that was given out is on disk. */
  private Map<String, String> environment() {
    return Map.of(
        "QUARKUS_HTTP_HOST",
        LoopbackPorts.HOST,
        "QUARKUS_HTTP_PORT",
        String.valueOf(port),
        "QUARKUS_DATASOURCE_JDBC_INITIAL_SIZE",
        "1",
        "QUARKUS_DATASOURCE_JDBC_MIN_SIZE",
        "1",
        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
        "10",
        "REGISTRY_DATASOURCE_URL",
        "jdbc:h2:file:" + directory.resolve("schemas") + ";WRITE_DELAY=0");
  }

  private void awaitReady(Process started) throws InterruptedException {
    long deadline = System.nanoTime() + startTimeout.toNanos();
    while (!answers()) {
      if (started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("ended with exit code " + started.exitValue());
      }
      if (System.nanoTime() - deadline > 0) {
        throw failed("did not answer within " + startTimeout.toSeconds() + " s");
      }
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
      connection.setConnectTimeout(HTTP_TIMEOUT_MS);
      connection.setReadTimeout(HTTP_TIMEOUT_MS);
      try {
        return connection.getResponseCode() == HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  private DevClusterException failed(String what) {
    return new DevClusterException(
        "The schema registry on port %d %s; the end of %s:%n%s"
            .formatted(port, what, log(), tail()));
  }

  private String tail() {
    try (Stream<String> lines = Files.lines(log())) {
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(), all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return "(no log)";
    }
  }
}
