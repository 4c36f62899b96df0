package io.tocsin.ingest.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a raw post out of a JSON object; the first wrong one ends it. */
final class JsonFields {
  /** The fields that have a meaning; everything else is kept as extra. */
  static final Set<String> KNOWN =
      Set.of(
          "source",
          "id",
          "revision",
          "status",
          "erase",
          "publishedAt",
          "publishedAtEstimated",
          "updatedAt",
          "seenAt",
          "title",
          "body",
          "url",
          "language",
          "author",
          "collection",
          "collectionAbout",
          "extra");

  private final ObjectNode object;

  JsonFields(ObjectNode object) {
    this.object = object;
  }

  Reading<SourcePost> toPost() {
    try {
      return Reading.accepted(
          new SourcePost(
              required("source"),
              required("id"),
              wholeNumber("revision"),
              claim(),
              time("publishedAt"),
              truth("publishedAtEstimated"),
              time("updatedAt"),
              textOrEmpty("title"),
              textOrEmpty("body"),
              text("url"),
              text("language"),
              text("author"),
              text("collection"),
              text("collectionAbout"),
              extra()));
    } catch (Refusal refusal) {
      return Reading.rejected(refusal.reason, refusal.detail);
    }
  }

  /** What a JSON value is, in words. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a truth value";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> "not JSON";
    };
  }

  private @Nullable JsonNode value(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private String required(String name) throws Refusal {
    String text = text(name);
    if (text == null) {
      throw new Refusal(RejectReason.MISSING_FIELD, name + ": missing; expected a string");
    }
    return text;
  }

  private String textOrEmpty(String name) throws Refusal {
    String text = text(name);
    return text == null ? "" : text;
  }

  private @Nullable String text(String name) throws Refusal {
    JsonNode node = value(name);
    if (node != null && !node.isTextual()) {
      throw wrongType(name, node, "a string");
    }
    return node == null ? null : node.textValue();
  }

  private boolean truth(String name) throws Refusal {
    JsonNode node = value(name);
    if (node != null && !node.isBoolean()) {
      throw wrongType(name, node, "true or false");
    }
    return node != null && node.booleanValue();
  }

  private @Nullable Long wholeNumber(String name) throws Refusal {
    JsonNode node = value(name);
    if (node != null && !(node.isIntegralNumber() && node.canConvertToLong())) {
      throw wrongType(name, node, "a whole number of 64 bits");
    }
    return node == null ? null : Long.valueOf(node.longValue());
  }

  private Claim claim() throws Refusal {
    Reading<Claim> claim = Claim.of(status(), truth("erase"));
    if (claim instanceof Reading.Rejected<Claim> rejected) {
      throw new Refusal(rejected.reason(), rejected.detail());
    }
    return ((Reading.Accepted<Claim>) claim).value();
  }

  private Claim status() throws Refusal {
    String text = text("status");
    if (text == null) {
      return Claim.USABLE;
    }
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "USABLE" -> Claim.USABLE;
      case "WITHHELD" -> Claim.WITHHELD;
      case "CANCELED" -> Claim.CANCELED;
      default ->
          throw new Refusal(
              RejectReason.BAD_STATUS,
              "status: " + Excerpt.of(text) + " is unknown; expected USABLE, WITHHELD or CANCELED");
    };
  }

  private @Nullable Instant time(String name) throws Refusal {
    JsonNode node = value(name);
    if (node == null) {
      return null;
    }
    return value(timeOf(name, node));
  }

  private static Reading<Instant> timeOf(String name, JsonNode node) {
    if (node.isTextual()) {
      return SourceTimes.read(name, node.textValue());
    }
    return node.isNumber() && Double.isFinite(node.doubleValue())
        ? SourceTimes.read(name, node.decimalValue())
        : SourceTimes.refused(name, Excerpt.of(node.toString()));
  }

  private static <T> T value(Reading<T> reading) throws Refusal {
    if (reading instanceof Reading.Rejected<T> rejected) {
      throw new Refusal(rejected.reason(), rejected.detail());
    }
    return ((Reading.Accepted<T>) reading).value();
  }

  private static Refusal wrongType(String name, JsonNode node, String expected) {
    return new Refusal(
        RejectReason.WRONG_TYPE,
        name + ": " + Excerpt.of(node.toString()) + " is " + kind(node) + "; expected " + expected);
  }

  private Map<String, String> extra() throws Refusal {
    Map<String, String> extra = new HashMap<>();
    JsonNode declared = value("extra");
    if (declared instanceof ObjectNode node) {
      node.properties().forEach(e -> extra.put(e.getKey(), asText(e.getValue())));
    } else if (declared != null) {
      throw wrongType("extra", declared, "an object");
    }
    object.properties().stream()
        .filter(e -> !KNOWN.contains(e.getKey()) && !e.getValue().isNull())
        .forEach(e -> extra.putIfAbsent(e.getKey(), asText(e.getValue())));
    return extra;
  }

  private static String asText(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  /** Ends the reading of one object at its first wrong field; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectReason reason;
    private final String detail;

    Refusal(RejectReason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
      this.detail = detail;
    }
  }
}
