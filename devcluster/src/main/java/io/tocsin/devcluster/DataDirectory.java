package io.tocsin.devcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one cluster, locked against a second cluster for as long as it is open; a
 * temporary one is deleted at close.
 */
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;

  private DataDirectory(Path root, boolean temporary, FileChannel lock) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
  }

  /** Opens and locks the given directory, or a new temporary one for null. */
  static DataDirectory open(@Nullable Path wanted) {
    try {
      return wanted == null
          ? locked(Files.createTempDirectory("tocsin-cluster-"), true)
          : locked(Files.createDirectories(wanted.toAbsolutePath()), false);
    } catch (IOException e) {
      throw new DevClusterException(
          "The data directory %s cannot be used: %s".formatted(wanted, e), e);
    }
  }

  Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path registry() {
    return root.resolve("registry");
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        deleteTree(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not release " + root, e);
    }
  }

  private static DataDirectory locked(Path root, boolean temporary) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("cluster.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new DevClusterException(
          "The data directory %s is in use by another cluster: stop that one, or choose another directory (option --data)."
              .formatted(root));
    }
    return new DataDirectory(root, temporary, channel);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException heldByThisJvm) {
      return false;
    }
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
