package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * IPTC ninjs: version 1 ({@code headline}, {@code body_html}), 2 ({@code headlines}, {@code
 * bodies}) and 3 (the same in camel case). A document is one object, a list, or an object with a
 * list {@code items}.
 */
final class NinjsParser {
  private final URI address;
  private final ZoneId zone;

  NinjsParser(URI address, ZoneId zone) {
    this.address = address;
    this.zone = zone;
  }

  FeedReading parse(JsonNode root) {
    List<JsonNode> items = FeedJson.objects(root.has("items") ? root.get("items") : root);
    if (items.isEmpty()
        ? !root.has("items") && !root.isArray()
        : !items.stream().allMatch(this::isOne)) {
      return new FeedReading.Unreadable(
          "ninjs was expected, and there are objects without uri and without a headline");
    }
    return FeedReading.Parsed.of(FeedFormat.NINJS, items.stream().map(this::item).toList());
  }

  private boolean isOne(JsonNode object) {
    return Stream.of("uri", "headline", "headlines").anyMatch(object::has);
  }

  private FeedItem item(JsonNode item) {
    return new FeedItem.Builder()
        .id(FeedJson.text(item, "uri", "guid"))
        .link(Links.absolute(link(item), address))
        .revision(Revisions.number(FeedJson.text(item, "version")))
        .claim(Revisions.claim(FeedJson.text(item, "pubStatus", "pubstatus")))
        .title(title(item))
        .body(body(item))
        .published(time(item, "firstCreated", "firstcreated", "contentCreated", "contentcreated"))
        .updated(time(item, "versionCreated", "versioncreated"))
        .embargoed(time(item, "embargoed", "embargoedUntil"))
        .language(FeedJson.text(item, "language"))
        .author(FeedJson.text(item, "byline", "by"))
        .collection(FeedJson.text(item, "slugline"))
        .extra("categories", FeedJson.names(item.get(item.has("subject") ? "subject" : "subjects")))
        .extra("urgency", FeedJson.text(item, "urgency"))
        .extra("type", FeedJson.text(item, "type"))
        .build();
  }

  private static @Nullable String link(JsonNode item) {
    return Optional.ofNullable(FeedJson.text(item, "url", "canonicalUrl"))
        .orElseGet(() -> FeedJson.text(item, "uri"));
  }

  private static @Nullable String title(JsonNode item) {
    String plain = FeedJson.text(item, "headline");
    return plain == null
        ? pick(item.get("headlines"), "main").orElseGet(() -> FeedJson.text(item, "title"))
        : plain;
  }

  private static @Nullable String body(JsonNode item) {
    String plain = FeedJson.text(item, "body_html", "body_xhtml", "body_text", "bodyHtml");
    if (plain != null) {
      return plain;
    }
    return pick(item.get("bodies"), "main")
        .or(() -> pick(item.get("descriptions"), "summary"))
        .orElseGet(() -> FeedJson.text(item, "description_html", "description_text"));
  }

  /** The value with the role, else the first. */
  private static Optional<String> pick(@Nullable JsonNode values, String role) {
    List<JsonNode> objects = FeedJson.objects(values);
    return Stream.concat(
            objects.stream().filter(value -> role.equals(FeedJson.text(value, "role"))),
            objects.stream())
        .flatMap(value -> Optional.ofNullable(FeedJson.text(value, "value")).stream())
        .findFirst();
  }

  private @Nullable FeedTime time(JsonNode item, String... names) {
    return FeedTimes.parse(FeedJson.text(item, names), zone).orElse(null);
  }
}
