package io.tocsin.devcluster;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the unpacked schema registry is: the given directory, else the system property {@code
 * tocsin.registry.home}, else the environment variable {@code TOCSIN_REGISTRY_HOME}, else a
 * directory {@code registry} beside the jar of this class or one level up.
 *
 * @param runner the registry's executable jar
 */
record RegistryHome(Path runner) {
  static final String PROPERTY = "tocsin.registry.home";
  static final String ENVIRONMENT = "TOCSIN_REGISTRY_HOME";

  private static final String RUNNER = "apicurio-registry-app-*-runner.jar";

  static RegistryHome find(@Nullable Path given) {
    List<Path> places = places(given);
    return places.stream()
        .flatMap(place -> runnerIn(place).stream())
        .findFirst()
        .map(RegistryHome::new)
        .orElseThrow(() -> missing(places));
  }

  /** The class path entry of this class: a jar, or the directory of classes during a build. */
  static Path ownCodeSource() {
    CodeSource source =
        Objects.requireNonNull(
            RegistryHome.class.getProtectionDomain().getCodeSource(), "no code source");
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The registry's classes as the JVM can map them into memory; made at build time by {@link
   * RegistryArchive}, halves the work of a start. Not needed: a JVM that it does not fit ignores
   * it.
   */
  Path archive() {
    return runner.resolveSibling("registry.jsa");
  }

  private static List<Path> places(@Nullable Path given) {
    if (given != null) {
      return List.of(given);
    }
    String named =
        Objects.requireNonNullElse(
            System.getProperty(PROPERTY),
            Objects.requireNonNullElse(System.getenv(ENVIRONMENT), ""));
    return named.isBlank() ? besideTheJar() : List.of(Path.of(named));
  }

  private static List<Path> besideTheJar() {
    Path dir = Objects.requireNonNull(ownCodeSource().getParent());
    return Stream.of(dir.resolve("registry"), dir.resolveSibling("registry")).toList();
  }

  private static Optional<Path> runnerIn(Path home) {
    if (!Files.isDirectory(home)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> runners = Files.newDirectoryStream(home, RUNNER)) {
      for (Path runner : runners) {
        return Optional.of(runner.toAbsolutePath());
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new DevClusterException("The registry directory %s cannot be read".formatted(home), e);
    }
  }

  private static DevClusterException missing(List<Path> places) {
    return new DevClusterException(
        "No schema registry in %s: build the module devcluster (mvn -pl devcluster generate-resources), or name the directory with -D%s or %s."
            .formatted(places, PROPERTY, ENVIRONMENT));
  }
}
