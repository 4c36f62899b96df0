package io.tocsin.ingest.feed.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads JSON from strangers: bounded depth, lengths and number of parts, no field twice. */
final class FeedJson {
  /** Names, values and brackets of a document together: each costs many times its characters. */
  static final int MOST_TOKENS = 1_000_000;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxNumberLength(100)
                          .maxNameLength(1_000)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private FeedJson() {}

  /** The value that a text holds; empty where it is no JSON within the bounds. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(READER.readTree(text));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** The text of the first of the fields that has one; a number is a text here. */
  static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && value.isValueNode() && !value.asText("").isBlank()) {
        return value.asText();
      }
    }
    return null;
  }

  /** A list, or a single value as a list of one. */
  static Stream<JsonNode> each(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return Stream.of();
    }
    return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
  }

  /** Names of persons or things, as texts or as objects with a name, joined by commas. */
  static String names(@Nullable JsonNode value) {
    return each(value)
        .map(one -> one.isValueNode() ? one.asText("") : text(one, "name"))
        .filter(name -> name != null && !name.isBlank())
        .collect(Collectors.joining(", "));
  }

  /** The objects of a list. */
  static List<JsonNode> objects(@Nullable JsonNode value) {
    return each(value).filter(JsonNode::isObject).toList();
  }
}
