package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.JDOMParseException;
import org.jspecify.annotations.Nullable;

/** Makes items of what a feed's address answered, in a given format or the one that it shows. */
public final class FeedParser {
  private static final int BEGINNING = 500;

  private FeedParser() {}

  /**
   * Reads a document; never throws for what stands in it.
   *
   * @param format what it must be; null for whatever it is
   */
  public static FeedReading parse(FeedDocument document, @Nullable FeedFormat format) {
    try {
      String text = Decoding.text(document.bytes(), document.contentType()).strip();
      return switch (format == null ? shape(text) : shape(format, text)) {
        case JSON -> json(text, document, format);
        case PAGE -> new LiveBlogParser(document.address(), document.zone()).parse(text);
        case XML -> xml(SafeXml.parse(text), document, format);
      };
    } catch (JDOMException malformed) {
      return new FeedReading.Unreadable(
          "no XML that can be read (no document type, at most 100 deep): " + where(malformed));
    }
  }

  private enum Shape {
    XML,
    JSON,
    PAGE
  }

  private static Shape shape(FeedFormat format, String text) {
    return switch (format) {
      case RSS, ATOM, NEWSML_G2 -> Shape.XML;
      case JSON_FEED, NINJS -> Shape.JSON;
      case LIVE_BLOG -> startsAsJson(text) ? Shape.JSON : Shape.PAGE;
    };
  }

  private static Shape shape(String text) {
    if (startsAsJson(text)) {
      return Shape.JSON;
    }
    String beginning =
        text.substring(0, Math.min(BEGINNING, text.length())).toLowerCase(Locale.ROOT);
    return beginning.contains("<!doctype html") || beginning.contains("<html")
        ? Shape.PAGE
        : Shape.XML;
  }

  private static boolean startsAsJson(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  private static FeedReading xml(Document xml, FeedDocument document, @Nullable FeedFormat format) {
    boolean newsMl =
        format == null ? NewsMlParser.isOne(xml.getRootElement()) : format == FeedFormat.NEWSML_G2;
    URI address = document.address();
    ZoneId zone = document.zone();
    return newsMl
        ? new NewsMlParser(address, zone).parse(xml.getRootElement())
        : new SyndicationParser(address, zone).parse(xml);
  }

  private static FeedReading json(String text, FeedDocument document, @Nullable FeedFormat format) {
    Optional<JsonNode> read = FeedJson.read(text);
    if (read.isEmpty()) {
      return new FeedReading.Unreadable(
          "JSON was expected, at most 50 deep and no field twice, and it is not");
    }
    JsonNode root = read.get();
    FeedFormat meant = format == null ? shown(root) : format;
    URI address = document.address();
    ZoneId zone = document.zone();
    return switch (meant) {
      case JSON_FEED -> new JsonFeedParser(address, zone).parse(root);
      case LIVE_BLOG -> new LiveBlogParser(address, zone).parse(root);
      default -> new NinjsParser(address, zone).parse(root);
    };
  }

  private static FeedFormat shown(JsonNode root) {
    if (JsonFeedParser.isOne(root)) {
      return FeedFormat.JSON_FEED;
    }
    return root.has("@context") || root.has("@type") ? FeedFormat.LIVE_BLOG : FeedFormat.NINJS;
  }

  /** The place, without the words of the document. */
  private static String where(JDOMException malformed) {
    return malformed instanceof JDOMParseException place
        ? "line " + place.getLineNumber() + ", column " + place.getColumnNumber()
        : "its parser could not be made";
  }
}
