package io.tocsin.ingest.feed;

import io.tocsin.runtime.config.ConfigKey;
import java.nio.file.Path;
import java.util.List;

/** What can be set of the door of feeds, beside the list itself. */
public final class FeedSettings {
  static final int DEFAULT_PARALLEL = 8;

  static final ConfigKey<Path> LIST =
      ConfigKey.path("tocsin.feeds.list").describedAs("The list of feeds, see docs/feeds.md.");

  static final ConfigKey<Integer> PARALLEL =
      ConfigKey.integer("tocsin.feeds.parallel")
          .defaultsTo(DEFAULT_PARALLEL)
          .allowing("a whole number from 1 to 64", number -> number >= 1 && number <= 64)
          .describedAs("Feeds that are polled at a time, each of another host.");

  /** All keys, for the configuration and its documentation. */
  public static final List<ConfigKey<?>> KEYS = List.of(LIST, PARALLEL);

  private FeedSettings() {}
}
