package io.tocsin.devcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Run by the build after the registry was unpacked: starts it once and lets its JVM write an
 * archive of the classes that it loads (application class-data sharing), which every later start
 * maps.
 */
final class RegistryArchive {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private RegistryArchive() {}

  /** Takes the directory of the unpacked registry; does nothing when the archive is there. */
  public static void main(String[] args) throws IOException {
    RegistryHome home = RegistryHome.find(Path.of(args[0]));
    if (Files.notExists(home.archive())) {
      record(home);
    }
  }

  private static void record(RegistryHome home) throws IOException {
    try (DataDirectory work = DataDirectory.open(null)) {
      int port = LoopbackPorts.choose("--registry-port", 0);
      try (RegistryProcess process =
          new RegistryProcess(home, work.registry(), port, START_TIMEOUT, RegistryCommand.RECORD)) {
        process.start();
      }
      keep(work.registry().resolve(home.archive().getFileName()), home.archive());
    }
  }

  /** A JVM that cannot write such an archive is none to fail a build for. */
  private static void keep(Path written, Path archive) throws IOException {
    if (Files.exists(written)) {
      Path beside = archive.resolveSibling(archive.getFileName() + ".part");
      Files.move(written, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
