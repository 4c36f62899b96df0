package io.tocsin.acceptance.clients;

import static org.awaitility.Awaitility.await;

import io.tocsin.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of an example that runs, or ran, as a process of its own. */
public final class ExampleRun implements AutoCloseable {
  /** How long the waiting methods wait before they fail; a first build fetches libraries. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<String> command;
  private final Process process;
  private final Path output;
  private final Path errors;

  private ExampleRun(List<String> command, Process process, Path output, Path errors) {
    this.command = command;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts a command with an empty input and returns at once. */
  public static ExampleRun start(
      List<String> command, Map<String, String> environment, Path directory) {
    return start(command, environment, directory, Redirect.from(Path.of("/dev/null").toFile()));
  }

  /** Starts a command and returns at once. */
  public static ExampleRun start(
      List<String> command, Map<String, String> environment, Path directory, Redirect input) {
    Path outputs = Processes.freshDirectory();
    Path output = outputs.resolve("output");
    Path errors = outputs.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(input)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("TOCSIN_"));
    builder.environment().putAll(environment);
    try {
      return new ExampleRun(command, builder.start(), output, errors);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The lines of its standard output so far. */
  public List<String> lines() {
    return read(output).lines().toList();
  }

  /** Its standard error so far. */
  public String errors() {
    return read(errors);
  }

  /** Waits until it has printed so many lines; fails at once when it ends before. */
  public void awaitLines(int count) {
    await(this + " prints " + count + " lines")
        .atMost(PATIENCE)
        .failFast("it has ended", () -> !process.isAlive() && lines().size() < count)
        .until(() -> lines().size() >= count);
  }

  /** Asks it to end (signal 15), waits until it has and gives its exit code. */
  public int stop() {
    process.destroy();
    return awaitExit();
  }

  /** Waits until it has ended and gives its exit code: 128 + the signal, if one ended it. */
  public int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("did not end: " + this);
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return String.join(" ", command) + "\n" + read(output) + "\n" + errors();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
