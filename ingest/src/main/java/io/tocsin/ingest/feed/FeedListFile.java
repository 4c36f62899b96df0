package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.FeedList;
import io.tocsin.runtime.config.ConfigProblem;
import io.tocsin.runtime.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the file with the list of feeds. */
final class FeedListFile {
  private FeedListFile() {}

  /**
   * The list as it is, with its problems.
   *
   * @throws InvalidConfigException if there is no file that can be read
   */
  static FeedList read(Path file) {
    try {
      long bytes = Files.size(file);
      return FeedList.read(
          bytes > FeedList.LARGEST ? new byte[FeedList.LARGEST + 1] : Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw invalid(List.of(file + ": expected a file that can be read"));
    }
  }

  /**
   * The list, to be worked with.
   *
   * @throws InvalidConfigException with all that is wrong with it
   */
  static FeedList readGood(Path file) {
    FeedList list = read(file);
    if (!list.problems().isEmpty()) {
      throw invalid(list.problems().stream().map(problem -> file + ": " + problem).toList());
    }
    return list;
  }

  /** No list is given at all. */
  static InvalidConfigException missing() {
    return invalid(List.of("expected --list FILE"));
  }

  private static InvalidConfigException invalid(List<String> problems) {
    return new InvalidConfigException(
        problems.stream()
            .map(problem -> new ConfigProblem(FeedSettings.LIST.name(), null, problem, ""))
            .toList());
  }
}
