package io.tocsin.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A process that is going to be started: say what it gets, then {@link #start}. */
public final class Launch {
  private static final String OWN_VARIABLES = "TOCSIN_";

  private final String mainClass;
  private final Path directory;
  private final Consumer<ChildJvm> started;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> javaOptions =
      new ArrayList<>(
          List.of(
              "-Xmx320m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+ExitOnOutOfMemoryError",
              "-Dfile.encoding=UTF-8"));
  private String name;

  Launch(String mainClass, Path directory, Consumer<ChildJvm> started) {
    this.mainClass = mainClass;
    this.name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
    this.directory = directory;
    this.started = started;
  }

  /** What failure messages and the log file call it. */
  public Launch named(String newName) {
    name = newName;
    return this;
  }

  /** Sets a key of the configuration by {@code --set}; the last value of a key holds. */
  public Launch setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Sets keys of the configuration. */
  public Launch settings(Map<String, String> values) {
    settings.putAll(values);
    return this;
  }

  /** Takes away a key that was set. */
  public Launch without(String key) {
    settings.remove(key);
    return this;
  }

  /** Adds arguments; they stand before the settings. */
  public Launch arguments(String... values) {
    arguments.addAll(Arrays.asList(values));
    return this;
  }

  /**
   * Sets a variable of its environment. Those of the test are inherited, but for the ones that
   * begin with {@code TOCSIN_}.
   */
  public Launch variable(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Adds options of the JVM; later ones beat earlier ones. */
  public Launch javaOptions(String... options) {
    javaOptions.addAll(Arrays.asList(options));
    return this;
  }

  /** The directory in which it runs; empty at the start. */
  public Path directory() {
    return directory;
  }

  /** Starts it and returns at once; may be called again, for an instance in the same place. */
  public ChildJvm start() {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith(OWN_VARIABLES));
    builder.environment().putAll(environment);
    try {
      long logBegins = Files.exists(log) ? Files.size(log) : 0;
      ChildJvm child = new ChildJvm(name, builder.start(), log, logBegins);
      started.accept(child);
      return child;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(Processes.libraries() + File.separator + "*");
    command.add(mainClass);
    command.addAll(arguments);
    settings.forEach(
        (key, value) -> {
          command.add("--set");
          command.add(key + "=" + value);
        });
    return command;
  }
}
