package io.tocsin.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java of another version than the one that runs the test: that of {@code tocsin.replay.java}, or
 * one that lies beside it, as Linux distributions install them.
 */
public final class OtherJava {

  private static final String PROPERTY = "tocsin.replay.java";
  private static final int OLDEST = 17;

  private OtherJava() {}

  /** The command that runs the test. */
  public static Path own() {
    return command(Path.of(System.getProperty("java.home")));
  }

  /** The command that runs the other; empty where there is none. */
  public static Optional<Path> find() {
    String chosen = System.getProperty(PROPERTY);
    return chosen == null ? beside() : Optional.of(Path.of(chosen));
  }

  private static Optional<Path> beside() {
    try {
      Path home = Path.of(System.getProperty("java.home")).toRealPath();
      try (Stream<Path> homes = Files.list(home.resolveSibling("."))) {
        return homes.filter(OtherJava::isOther).sorted().findFirst().map(OtherJava::command);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path command(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static boolean isOther(Path home) {
    return Files.isExecutable(command(home))
        && feature(home)
            .filter(version -> version >= OLDEST && version != Runtime.version().feature())
            .isPresent();
  }

  /** The version that a Java states of itself, without the rest behind it. */
  private static Optional<Integer> feature(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .map(version -> Integer.valueOf(version.split("\\.", 2)[0]))
          .findFirst();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
