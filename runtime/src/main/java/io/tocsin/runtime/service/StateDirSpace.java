package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ShellKeys;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The room under the directory of the local state: asked before the start, blamed afterwards. */
final class StateDirSpace {
  /** Below this no start is tried: the empty stores of one task take about as much. */
  static final long LEAST_BYTES = 1L << 20;

  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  private final Path stateDir;

  StateDirSpace(Path stateDir) {
    this.stateDir = stateDir.toAbsolutePath();
  }

  /**
   * Checks an existing directory.
   *
   * @throws ServiceFailure if there is too little room to start
   */
  void check() {
    if (freeBytes() < LEAST_BYTES) {
      throw full(null);
    }
  }

  /** The failure as it is to be told, if a full disk is behind it. */
  Optional<ServiceFailure> blamedFor(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (FULL.stream().anyMatch(message::contains)) {
        return Optional.of(full(exception));
      }
    }
    return Optional.empty();
  }

  private ServiceFailure full(@Nullable Throwable cause) {
    return new ServiceFailure(
        ExitCode.WORLD_BROKEN,
        "%s: no space left in %s (%d KiB free). Make room or take another directory, and start again: nothing is lost, what the disk held is rebuilt from Kafka"
            .formatted(ShellKeys.STATE_DIR.name(), stateDir, Math.max(0, freeBytes()) >> 10),
        cause);
  }

  /** Free bytes; as many as can be where that is not known. */
  private long freeBytes() {
    try {
      FileStore store = Files.getFileStore(stateDir);
      return store.getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }
}
