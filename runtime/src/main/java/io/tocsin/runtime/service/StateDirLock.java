package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ShellKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds the local state of a service for one instance; two on a host need two directories. */
final class StateDirLock implements AutoCloseable {
  private final FileChannel channel;

  private StateDirLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws ServiceFailure if another instance holds it or the directory cannot be written
   */
  static StateDirLock take(Path stateDir, String applicationId) {
    Path file = stateDir.resolve(applicationId + ".lock");
    try {
      Files.createDirectories(stateDir);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new ServiceFailure(
            ExitCode.WORLD_BROKEN,
            ShellKeys.STATE_DIR.name()
                + ": another instance of "
                + applicationId
                + " uses "
                + stateDir
                + "; give each instance on a host a directory of its own");
      }
      return new StateDirLock(channel);
    } catch (IOException unwritable) {
      throw new ServiceFailure(
          ExitCode.WORLD_BROKEN,
          ShellKeys.STATE_DIR.name() + ": cannot write in " + stateDir + ": " + unwritable,
          unwritable);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
