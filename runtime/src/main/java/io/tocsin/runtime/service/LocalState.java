package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a service keeps on the disk of this host; all of it can be made again from its topics. */
public final class LocalState {
  private final Path stateDir;
  private final String applicationId;

  private LocalState(Path stateDir, String applicationId) {
    this.stateDir = stateDir;
    this.applicationId = applicationId;
  }

  /** The state of a service as it is configured. */
  public static LocalState of(ServiceConfig config, String service) {
    return new LocalState(config.stateDir(), config.applicationId(service));
  }

  /** Where it lies. */
  public Path directory() {
    return stateDir.resolve(applicationId);
  }

  /** Whether there is any. */
  public boolean exists() {
    return Files.exists(directory());
  }

  /**
   * Deletes it; what is not there is no error.
   *
   * @throws ServiceFailure if an instance uses it or it cannot be deleted
   */
  public void delete() {
    if (!exists()) {
      return;
    }
    try {
      StateDirLock lock = StateDirLock.take(stateDir, applicationId);
      try (Stream<Path> files = Files.walk(directory())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } finally {
        lock.close();
      }
    } catch (IOException | UncheckedIOException undeletable) {
      throw new ServiceFailure(
          ExitCode.WORLD_BROKEN, "cannot delete " + directory() + ": " + undeletable, undeletable);
    }
  }
}
