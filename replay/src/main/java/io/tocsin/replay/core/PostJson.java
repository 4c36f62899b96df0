package io.tocsin.replay.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a recorded post: fields named as in the raw topic, times as ISO-8601 text or
 * epoch milliseconds, plus {@code seenAt}. Unknown fields are kept in {@code extra} as text.
 */
public final class PostJson {

  private static final Set<String> KNOWN =
      Set.of(
          "source",
          "id",
          "revision",
          "status",
          "erase",
          "publishedAt",
          "publishedAtEstimated",
          "updatedAt",
          "title",
          "body",
          "url",
          "language",
          "author",
          "collection",
          "collectionAbout",
          "extra",
          "seenAt");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PostJson() {}

  /**
   * Reads a post.
   *
   * @param json one JSON object
   * @param zone zone of times that state none; null refuses such times
   * @throws MalformedPostException naming the first field that is wrong
   */
  public static RecordedPost parse(String json, @Nullable ZoneId zone)
      throws MalformedPostException {
    JsonNode node = readTree(json);
    RecordedPost.Builder post = RecordedPost.post(required(node, "source"), required(node, "id"));
    post.revision(wholeNumber(node, "revision")).status(status(node));
    post.publishedAt(time(node, "publishedAt", zone)).updatedAt(time(node, "updatedAt", zone));
    post.seenAt(time(node, "seenAt", zone));
    post.publishedAtEstimated(flag(node, "publishedAtEstimated"));
    post.title(orEmpty(text(node, "title"))).body(orEmpty(text(node, "body")));
    post.url(text(node, "url")).language(text(node, "language"));
    post.author(text(node, "author")).collection(text(node, "collection"));
    post.collectionAbout(text(node, "collectionAbout"));
    addExtra(post, node);
    return post.build();
  }

  /** Writes a post as one line of JSON without a line end; what is empty is left out. */
  public static String write(RecordedPost post) {
    ObjectNode node = JSON.createObjectNode();
    node.put("source", post.source()).put("id", post.id());
    putIfPresent(node, "revision", post.revision());
    if (post.status() == RecordedStatus.ERASED) {
      node.put("status", RecordedStatus.CANCELED.name()).put("erase", true);
    } else if (post.status() != RecordedStatus.USABLE) {
      node.put("status", post.status().name());
    }
    putIfPresent(node, "publishedAt", post.publishedAt());
    if (post.publishedAtEstimated()) {
      node.put("publishedAtEstimated", true);
    }
    putIfPresent(node, "updatedAt", post.updatedAt());
    node.put("title", post.title()).put("body", post.body());
    putIfPresent(node, "url", post.url());
    putIfPresent(node, "language", post.language());
    putIfPresent(node, "author", post.author());
    putIfPresent(node, "collection", post.collection());
    putIfPresent(node, "collectionAbout", post.collectionAbout());
    if (!post.extra().isEmpty()) {
      post.extra().forEach(node.putObject("extra")::put);
    }
    putIfPresent(node, "seenAt", post.seenAt());
    return node.toString();
  }

  private static JsonNode readTree(String json) throws MalformedPostException {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MalformedPostException(
          "line", json, "one JSON object (" + e.getOriginalMessage() + ")");
    }
    if (!node.isObject()) {
      throw new MalformedPostException("line", json, "one JSON object");
    }
    return node;
  }

  private static @Nullable JsonNode field(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String required(JsonNode node, String name) throws MalformedPostException {
    JsonNode value = field(node, name);
    if (value == null) {
      throw new MalformedPostException(name, "missing", "a text that is not empty");
    }
    String text = value.isIntegralNumber() ? value.asText() : textOf(value, name);
    if (text.isBlank()) {
      throw new MalformedPostException(name, "empty", "a text that is not empty");
    }
    return text;
  }

  private static @Nullable String text(JsonNode node, String name) throws MalformedPostException {
    JsonNode value = field(node, name);
    return value == null ? null : textOf(value, name);
  }

  private static String textOf(JsonNode value, String name) throws MalformedPostException {
    if (!value.isTextual()) {
      throw new MalformedPostException(name, value.toString(), "a text");
    }
    return value.textValue();
  }

  private static @Nullable Long wholeNumber(JsonNode node, String name)
      throws MalformedPostException {
    JsonNode value = field(node, name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MalformedPostException(name, value.toString(), "a whole number");
    }
    return value.longValue();
  }

  private static boolean flag(JsonNode node, String name) throws MalformedPostException {
    JsonNode value = field(node, name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new MalformedPostException(name, value.toString(), "true or false");
    }
    return value.booleanValue();
  }

  private static RecordedStatus status(JsonNode node) throws MalformedPostException {
    RecordedStatus status = statusAlone(node);
    if (!flag(node, "erase")) {
      return status;
    }
    if (status == RecordedStatus.USABLE) {
      throw new MalformedPostException(
          "erase", "true", "a status that takes the post back, withheld or canceled");
    }
    return RecordedStatus.ERASED;
  }

  private static RecordedStatus statusAlone(JsonNode node) throws MalformedPostException {
    String text = text(node, "status");
    return switch (text == null ? "USABLE" : text.strip().toUpperCase(Locale.ROOT)) {
      case "USABLE" -> RecordedStatus.USABLE;
      case "WITHHELD" -> RecordedStatus.WITHHELD;
      case "CANCELED" -> RecordedStatus.CANCELED;
      default ->
          throw new MalformedPostException(
              "status", String.valueOf(text), "usable, withheld or canceled");
    };
  }

  private static @Nullable Instant time(JsonNode node, String name, @Nullable ZoneId zone)
      throws MalformedPostException {
    JsonNode value = field(node, name);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Instant.ofEpochMilli(value.longValue());
    }
    try {
      return EventTime.parse(textOf(value, name), zone);
    } catch (DateTimeException e) {
      throw new MalformedPostException(
          name, value.toString(), EventTime.EXPECTED + ", or epoch milliseconds");
    }
  }

  private static void addExtra(RecordedPost.Builder post, JsonNode node)
      throws MalformedPostException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
        post.extra(field.getKey(), asText(field.getValue()));
      }
    }
    JsonNode extra = field(node, "extra");
    if (extra != null) {
      if (!extra.isObject()) {
        throw new MalformedPostException("extra", extra.toString(), "an object");
      }
      extra.properties().forEach(field -> post.extra(field.getKey(), asText(field.getValue())));
    }
  }

  private static String asText(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static void putIfPresent(ObjectNode node, String name, @Nullable Object value) {
    if (value instanceof Long number) {
      node.put(name, number);
    } else if (value != null) {
      node.put(name, value.toString());
    }
  }
}
