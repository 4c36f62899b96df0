package io.tocsin.acceptance.clients;

import io.tocsin.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The examples as a reader has them: a copy under target, built by the commands of the docs. */
public final class ExampleCode {
  private static final Set<String> BUILT = Set.of("node_modules", "target");
  private static final Path DIRECTORY = copy();
  private static final String AVRO_TOOLS = "1.12.2";

  private ExampleCode() {}

  /** A file or directory of the copy. */
  public static Path path(String relative) {
    return DIRECTORY.resolve(relative);
  }

  /** Builds the Java subscriber, unless that was done, and gives its jar. */
  public static synchronized Path javaSubscriber() {
    Path jar = path("java/target/alerts.jar");
    if (!Files.exists(jar)) {
      maven("package");
    }
    return jar;
  }

  /** Installs what the Node subscriber needs, unless that was done, and gives the directory. */
  public static synchronized Path nodeSubscriber() {
    if (!Files.exists(path("node/node_modules"))) {
      requireSuccess(
          ExampleRun.start(List.of("npm", "ci", "--prefer-offline"), Map.of(), path("node")));
    }
    return path("node");
  }

  /** Fetches Avro's command-line tool and gives its jar. */
  public static Path avroTools() {
    maven(
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
        "-Dartifact=org.apache.avro:avro-tools:" + AVRO_TOOLS,
        "-DoutputDirectory=" + path("kcat"));
    return path("kcat/avro-tools-" + AVRO_TOOLS + ".jar");
  }

  /** Without the network where the local repository has everything, else with it. */
  private static void maven(String... words) {
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-ntp"));
    command.addAll(List.of(words));
    List<String> offline = new ArrayList<>(command);
    offline.add("-o");
    if (ExampleRun.start(offline, Map.of(), path("java")).awaitExit() != 0) {
      requireSuccess(ExampleRun.start(command, Map.of(), path("java")));
    }
  }

  private static void requireSuccess(ExampleRun run) {
    if (run.awaitExit() != 0) {
      throw new AssertionError(run.toString());
    }
  }

  private static Path copy() {
    Path from = Processes.root().resolve("examples");
    Path to = Processes.freshDirectory();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(file -> !isBuilt(from.relativize(file))).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return to;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isBuilt(Path relative) {
    for (Path part : relative) {
      if (BUILT.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }
}
