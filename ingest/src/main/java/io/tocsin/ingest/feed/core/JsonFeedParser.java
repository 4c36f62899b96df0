package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** JSON Feed (jsonfeed.org), versions 1.0 and 1.1. */
final class JsonFeedParser {
  private static final String VERSION = "https://jsonfeed.org/version/";

  private final URI address;
  private final ZoneId zone;

  JsonFeedParser(URI address, ZoneId zone) {
    this.address = address;
    this.zone = zone;
  }

  /** Whether an object says that it is one. */
  static boolean isOne(JsonNode root) {
    String version = FeedJson.text(root, "version");
    return version != null && version.startsWith(VERSION);
  }

  FeedReading parse(JsonNode root) {
    if (!isOne(root)) {
      return new FeedReading.Unreadable("JSON Feed was expected, and version names no such");
    }
    return FeedReading.Parsed.of(
        FeedFormat.JSON_FEED,
        FeedJson.objects(root.get("items")).stream().map(item -> item(item, root)).toList());
  }

  private FeedItem item(JsonNode item, JsonNode feed) {
    return new FeedItem.Builder()
        .id(FeedJson.text(item, "id"))
        .link(Links.absolute(FeedJson.text(item, "url", "external_url"), address))
        .title(FeedJson.text(item, "title"))
        .body(FeedJson.text(item, "content_html", "content_text", "summary"))
        .published(time(item, "date_published"))
        .updated(time(item, "date_modified"))
        .language(or(FeedJson.text(item, "language"), FeedJson.text(feed, "language")))
        .author(or(author(item), author(feed)))
        .collection(FeedJson.text(feed, "title"))
        .extra("categories", FeedJson.names(item.get("tags")))
        .build();
  }

  private @Nullable FeedTime time(JsonNode item, String name) {
    return FeedTimes.parse(FeedJson.text(item, name), zone).orElse(null);
  }

  private static @Nullable String author(JsonNode object) {
    return or(FeedJson.names(object.get("authors")), FeedJson.names(object.get("author")));
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null || first.isBlank() ? second : first;
  }
}
