package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The updates of schema.org's {@code LiveBlogPosting}, which pages carry as JSON-LD. An update
 * without an identifier or page of its own is known by when it was published. The page is not
 * parsed as a whole: a tree of ten megabytes of tags would fill the memory.
 */
final class LiveBlogParser {
  private static final String BLOG = "LiveBlogPosting";

  /** As HTML has it: the text of a script ends at the first end tag and knows no entities. */
  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script\\b[^>]{0,500}application/ld\\+json[^>]{0,500}>(.*?)</script",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final int MOST_SCRIPTS = 50;
  private static final int MOST_NODES = 10_000;

  private final URI address;
  private final ZoneId zone;

  LiveBlogParser(URI address, ZoneId zone) {
    this.address = address;
    this.zone = zone;
  }

  FeedReading parse(String html) {
    List<JsonNode> blogs = new ArrayList<>();
    Matcher scripts = SCRIPT.matcher(html);
    for (int i = 0; i < MOST_SCRIPTS && scripts.find(); i++) {
      FeedJson.read(scripts.group(1)).ifPresent(json -> collect(json, blogs));
    }
    return blogs.isEmpty()
        ? new FeedReading.Unreadable("a page with a LiveBlogPosting was expected, and it has none")
        : read(blogs);
  }

  /** Reads the same where it comes as JSON, without a page. */
  FeedReading parse(JsonNode json) {
    List<JsonNode> blogs = new ArrayList<>();
    collect(json, blogs);
    return blogs.isEmpty()
        ? new FeedReading.Unreadable("a LiveBlogPosting was expected, and there is none")
        : read(blogs);
  }

  private FeedReading read(List<JsonNode> blogs) {
    return FeedReading.Parsed.of(
        FeedFormat.LIVE_BLOG, blogs.stream().flatMap(this::items).toList());
  }

  private Stream<FeedItem> items(JsonNode blog) {
    String about = BlogSubjects.of(blog);
    return FeedJson.objects(blog.get("liveBlogUpdate")).stream()
        .map(update -> item(update, blog, about));
  }

  /** Level by level, so that the depth of the document costs no stack. */
  private static void collect(JsonNode root, List<JsonNode> blogs) {
    List<JsonNode> nodes = new ArrayList<>(List.of(root));
    for (int i = 0; i < nodes.size() && i < MOST_NODES; i++) {
      JsonNode node = nodes.get(i);
      if (isBlog(node)) {
        blogs.add(node);
      } else {
        node.forEach(
            child -> {
              if (child.isContainerNode()) {
                nodes.add(child);
              }
            });
      }
    }
  }

  private static boolean isBlog(JsonNode node) {
    return node.isObject()
        && FeedJson.each(node.get("@type"))
            .map(type -> type.asText(""))
            .anyMatch(type -> type.substring(type.lastIndexOf('/') + 1).equals(BLOG));
  }

  private FeedItem item(JsonNode update, JsonNode blog, String about) {
    FeedTime published =
        FeedTimes.parse(FeedJson.text(update, "datePublished", "dateCreated"), zone).orElse(null);
    String link = Links.absolute(FeedJson.text(update, "url"), address);
    return new FeedItem.Builder()
        .id(id(update, link, published))
        .link(link)
        .title(FeedJson.text(update, "headline", "name", "alternativeHeadline"))
        .body(FeedJson.text(update, "articleBody", "text", "description"))
        .published(published)
        .updated(FeedTimes.parse(FeedJson.text(update, "dateModified"), zone).orElse(null))
        .language(or(FeedJson.text(update, "inLanguage"), FeedJson.text(blog, "inLanguage")))
        .author(FeedJson.names(update.get("author")))
        .collection(FeedJson.text(blog, "headline", "name"))
        .collectionAbout(about)
        .extra("categories", FeedJson.names(update.get("keywords")))
        .build();
  }

  private @Nullable String id(
      JsonNode update, @Nullable String link, @Nullable FeedTime published) {
    String id = FeedJson.text(update, "@id", "identifier");
    if (id != null) {
      return id.startsWith("#") ? address + id : id;
    }
    boolean ownPage = link != null && !link.equals(address.toString());
    return ownPage || published == null ? null : address + "@" + published.at();
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
