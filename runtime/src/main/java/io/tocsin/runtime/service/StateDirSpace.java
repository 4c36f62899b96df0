package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.http.Health;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The room under the directory of the local state: asked before the start, blamed afterwards. */
public final class StateDirSpace {
  /** Below this no start is tried: the empty stores of one task take about as much. */
  static final long LEAST_BYTES = 1L << 20;

  /** Below this a store that writes its buffer to the disk fails. */
  static final long FULL_BYTES = 4L << 20;

  /** Below this somebody should make room. */
  static final long LOW_BYTES = 64L << 20;

  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  private final Path stateDir;

  /** The room under a directory; it need not exist yet. */
  public StateDirSpace(Path stateDir) {
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

  /** The check named {@code disk}; cheap. */
  public Health.Check health() {
    long free = freeBytes();
    if (free < FULL_BYTES) {
      return new Health.Check("disk", false, room("no space left in", free));
    }
    return free < LOW_BYTES
        ? Health.Check.degraded("disk", room("little space left in", free))
        : new Health.Check("disk", true, room("there is space in", free));
  }

  private String room(String judgement, long free) {
    return "%s: %s %s (%d MiB free)"
        .formatted(ShellKeys.STATE_DIR.name(), judgement, stateDir, Math.max(0, free) >> 20);
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
