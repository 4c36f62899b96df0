package io.tocsin.ingest.feed.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A form in which publishers deliver posts. */
public enum FeedFormat {
  /** RSS 0.9 to 2.0, also as RDF. */
  RSS,
  /** Atom 0.3 and 1.0. */
  ATOM,
  /** JSON Feed 1.0 and 1.1. */
  JSON_FEED,
  /** A page with a schema.org {@code LiveBlogPosting} as JSON-LD. */
  LIVE_BLOG,
  /** IPTC NewsML-G2: a news item, or a news message of several. */
  NEWSML_G2,
  /** IPTC ninjs 1 to 3: an object, or a list of them. */
  NINJS;

  /** Its name in a list of feeds: {@code newsml-g2}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format of that name. */
  public static Optional<FeedFormat> of(String label) {
    return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
  }

  /** The names of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(FeedFormat::label).toList();
  }
}
