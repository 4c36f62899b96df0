package io.tocsin.ingest.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads a raw post from JSON: strict UTF-8, one object, no duplicate keys, bounded nesting; its
 * contract is {@code docs/raw-posts.schema.json}.
 */
public final class JsonPosts {
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxNumberLength(100)
                          .maxNameLength(1_000)
                          .maxStringLength(Limits.RECORD_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonPosts() {}

  /** Reads the bytes of a record's value; never throws for what stands in them. */
  public static Reading<SourcePost> read(byte[] bytes) {
    return object(bytes).then(object -> new JsonFields(object).toPost());
  }

  /** Reads one object by the same rules, whatever its fields are. */
  public static Reading<ObjectNode> object(byte[] bytes) {
    return decode(bytes).then(JsonPosts::parse);
  }

  private static Reading<String> decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      return Reading.rejected(RejectReason.INVALID_UTF8, invalidByte(bytes, in.position()));
    }
    out.flip();
    return Reading.accepted(withoutByteOrderMark(out.toString()));
  }

  private static String invalidByte(byte[] bytes, int position) {
    return "value: byte 0x%02x at position %d is not valid UTF-8; expected JSON in UTF-8"
        .formatted(bytes[position] & 0xff, position);
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Reading<ObjectNode> parse(String text) {
    JsonNode node;
    try {
      node = READER.readTree(text);
    } catch (JsonProcessingException e) {
      return Reading.rejected(
          RejectReason.BROKEN_JSON,
          "value: " + Excerpt.of(text) + " is not JSON: " + fault(e) + "; expected one object");
    }
    if (node instanceof ObjectNode object) {
      return Reading.accepted(object);
    }
    return Reading.rejected(
        RejectReason.WRONG_SHAPE,
        "value: " + Excerpt.of(text) + " is " + JsonFields.kind(node) + "; expected an object");
  }

  private static String fault(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    String line = message.lines().findFirst().orElse("");
    String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return e.getLocation() == null
        ? shown
        : shown + " (character " + e.getLocation().getCharOffset() + ")";
  }
}
