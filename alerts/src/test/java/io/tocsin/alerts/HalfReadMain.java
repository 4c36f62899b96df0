package io.tocsin.alerts;

import static org.awaitility.Awaitility.await;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The service as a process that never ends counting a new rule over the past: it reads, says so by
 * a file, and stands still until it is killed.
 */
final class HalfReadMain {

  private HalfReadMain() {}

  /** Starts the process; it makes the file when it has read. */
  static Process start(Map<String, String> settings, Path reached, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HalfReadMain.class.getName(),
                reached.toString()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The file, then settings as key=value. */
  public static void main(String[] args) {
    Path reached = Path.of(args[0]);
    ServiceConfigBuilder builder = ServiceShell.config(AlertsApp.DEFINITION);
    for (String setting : List.of(args).subList(1, args.length)) {
      int equals = setting.indexOf('=');
      builder.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    ServiceConfig config = builder.build();
    try (RunningService service =
        ServiceShell.start(new AlertsApp(config, source -> stuck(source, reached)), config)) {
      await().forever().until(() -> service.failure().toCompletableFuture().isDone());
    }
  }

  private static HistorySource stuck(HistorySource source, Path reached) {
    return (stretch, to, goOn) -> {
      long from = source.read(stretch, to, goOn);
      try {
        Files.createFile(reached);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      await().forever().until(() -> !goOn.getAsBoolean());
      return from;
    };
  }
}
