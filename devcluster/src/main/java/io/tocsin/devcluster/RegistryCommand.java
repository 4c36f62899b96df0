package io.tocsin.devcluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** With which command line the registry's process is started, and how long it may take to stop. */
enum RegistryCommand {
  /** To serve: ends with its parent, and starts from the archive of its classes if there is one. */
  SERVE(Duration.ofSeconds(10)) {
    @Override
    List<String> line(RegistryHome home, Path directory) {
      Path archive = home.archive();
      Stream<String> mapped =
          Files.exists(archive) ? Stream.of("-XX:SharedArchiveFile=" + archive) : Stream.empty();
      Stream<String> main =
          Stream.of(
              "-cp",
              home.runner() + File.pathSeparator + RegistryHome.ownCodeSource(),
              RegistryChild.class.getName(),
              home.runner().toString());
      return java(directory, Stream.concat(mapped, main));
    }
  },

  /** To write that archive when it stops. The JVM wants the class path to begin alike in both. */
  RECORD(Duration.ofMinutes(3)) {
    @Override
    List<String> line(RegistryHome home, Path directory) {
      return java(
          directory,
          Stream.of(
              "-XX:ArchiveClassesAtExit=" + directory.resolve(home.archive().getFileName()),
              "-jar",
              home.runner().toString()));
    }
  };

  private final Duration patienceToStop;

  RegistryCommand(Duration patienceToStop) {
    this.patienceToStop = patienceToStop;
  }

  abstract List<String> line(RegistryHome home, Path directory);

  Duration patienceToStop() {
    return patienceToStop;
  }

  static List<String> java(Path directory, Stream<String> rest) {
    Stream<String> jvm =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + directory.resolve("tmp"));
    return Stream.concat(jvm, rest).toList();
  }
}
