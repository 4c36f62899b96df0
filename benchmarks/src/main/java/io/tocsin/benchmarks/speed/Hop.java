package io.tocsin.benchmarks.speed;

/** Where a post, or what came of it, can be read on its way; in the order of the way. */
enum Hop {
  /** The producer was told that the broker has it. */
  RAW("raw post acknowledged"),
  /** Read and cleaned, keyed by post. */
  CLEANED("cleaned, by post key"),
  /** In the topic of posts. */
  POST("news.posts"),
  /** In the topic of enriched posts. */
  ENRICHED("news.posts.enriched"),
  /** Between match and detect. */
  MENTION("mention by rule and scope"),
  /** The clock of all partitions has passed it, so that it may be counted. */
  CLOCK("the clock has passed it"),
  /** In the topic of alerts. */
  ALERT("news.alerts");

  private final String words;

  Hop(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
