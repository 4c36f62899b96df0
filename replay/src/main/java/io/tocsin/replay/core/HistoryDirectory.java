package io.tocsin.replay.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of history files, taken together in the order of time. */
public final class HistoryDirectory {

  /** So many files may be open at once. */
  static final int MOST_FILES = 500;

  private static final List<String> ENDINGS =
      List.of(".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz");

  private HistoryDirectory() {}

  /**
   * Checks all its files and gives them as one history; those that have nothing in the range are
   * passed over. Files whose names have other endings, and directories in it, are not looked at.
   *
   * @throws HistoryException if there is no such file, too many of them, one that cannot be read as
   *     {@link HistoryFile#open} has it, or no post in the range
   * @throws IOException if the device fails
   */
  public static History open(Path directory, HistoryFile.Reading reading) throws IOException {
    List<History> parts = new ArrayList<>();
    for (Path file : files(directory)) {
      HistoryFile.openIfAny(file, reading).ifPresent(parts::add);
    }
    if (parts.isEmpty()) {
      throw problem(directory, "has no post in the range " + reading.range());
    }
    return parts.size() == 1 ? parts.get(0) : new MergedHistory(parts);
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files =
          all.filter(Files::isRegularFile).filter(HistoryDirectory::isHistory).sorted().toList();
    }
    if (files.isEmpty()) {
      throw problem(directory, "has no file that ends in one of " + String.join(", ", ENDINGS));
    }
    if (files.size() > MOST_FILES) {
      throw problem(directory, "has " + files.size() + " files, expected at most " + MOST_FILES);
    }
    return files;
  }

  private static boolean isHistory(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static HistoryException problem(Path directory, String what) {
    return new HistoryException(directory.toString(), List.of(what));
  }
}
