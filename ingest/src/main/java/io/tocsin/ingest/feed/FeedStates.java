package io.tocsin.ingest.feed;

/** Where the state of feeds is kept, by name of the feed; each feed is used by one thread. */
interface FeedStates {

  /** Keeps nothing. */
  FeedStates NONE =
      new FeedStates() {
        @Override
        public FeedState load(String name, String url) {
          return FeedState.none(url);
        }

        @Override
        public void save(String name, FeedState state) {}
      };

  /** What was kept of a feed, or nothing; of another address only the items. */
  FeedState load(String name, String url);

  /**
   * Keeps it.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(String name, FeedState state);
}
