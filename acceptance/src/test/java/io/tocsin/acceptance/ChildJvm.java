package io.tocsin.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A main of ours that runs, or ran, as a process of its own. */
public final class ChildJvm implements AutoCloseable {
  /** How long the waiting methods wait before they fail. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Pattern ADDRESS = Pattern.compile("http=\"?(http://[^\\s\"]+)");
  private static final int SHOWN = 4_000;

  private final String name;
  private final Process process;
  private final Path log;
  private final long logBegins;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final Thread onExit;

  /**
   * An answer of its endpoint.
   *
   * @param status HTTP's code; 0 if there was no answer
   * @param body the text, or why there is none
   */
  public record Answer(int status, String body) {}

  /**
   * Watches a process.
   *
   * @param logBegins where in the log its own output begins, in bytes
   */
  ChildJvm(String name, Process process, Path log, long logBegins) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.logBegins = logBegins;
    this.onExit = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything that it has written to its standard output and error so far. */
  public String output() {
    try {
      byte[] all = Files.readAllBytes(log);
      return new String(
          all, (int) logBegins, (int) (all.length - logBegins), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Where health, metrics and the rest are served; waits until it serves. */
  public URI http() {
    awaitOf("its address", () -> address().isPresent());
    return address().orElseThrow();
  }

  /** What it answers to a request for a path such as {@code /health/ready}; never throws. */
  public Answer get(String path) {
    Optional<URI> address = address();
    if (address.isEmpty()) {
      return new Answer(0, "it does not serve yet");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.get().resolve(path)).timeout(ANSWER).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException unreachable) {
      return new Answer(0, String.valueOf(unreachable));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted");
    }
  }

  /** Waits until its health says ready; fails at once when it ends instead. */
  public ChildJvm awaitReady() {
    awaitOf("ready", () -> get("/health/ready").status() == 200);
    return this;
  }

  /** Waits until its health says not ready, while it lives. */
  public ChildJvm awaitNotReady() {
    awaitOf("not ready", () -> get("/health/ready").status() == 503);
    return this;
  }

  /** Waits until its output contains a text, whether it lives or not. */
  public ChildJvm awaitOutput(String text) {
    await(name + " says " + text)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> output().contains(text));
    return this;
  }

  /** Ends it as a power cut does (signal 9) and returns when it has ended. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Stops it where it is, as a machine that is suspended does, until {@link #resume}. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String which) {
    try {
      int exitCode =
          new ProcessBuilder("kill", "-" + which, String.valueOf(pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("kill -" + which + " ended with " + exitCode);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Asks it to end (signal 15) and returns at once. */
  public void terminate() {
    process.destroy();
  }

  /** Asks it to end, waits until it has ended and gives its exit code. */
  public int stop() {
    terminate();
    return awaitExit();
  }

  /** Waits until it has ended and gives its exit code: 128 + the signal, if one ended it. */
  public int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " did not end in " + PATIENCE + "\n" + lastOutput());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Ends it for good, if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException shuttingDown) {
      // the hook does what is to be done
    }
  }

  /** The end of its output, for messages. */
  String lastOutput() {
    String all = output();
    return all.length() <= SHOWN ? all : "… " + all.substring(all.length() - SHOWN);
  }

  private void awaitOf(String what, Callable<Boolean> condition) {
    try {
      await(name + ": " + what)
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .failFast(name + " has ended", () -> !process.isAlive())
          .until(condition);
    } catch (RuntimeException failed) {
      throw new AssertionError(failed.getMessage() + "\n" + lastOutput(), failed);
    }
  }

  private Optional<URI> address() {
    Matcher found = ADDRESS.matcher(output());
    return found.find() ? Optional.of(URI.create(found.group(1))) : Optional.empty();
  }

  @Override
  public String toString() {
    return name + " (" + process.pid() + ")";
  }
}
