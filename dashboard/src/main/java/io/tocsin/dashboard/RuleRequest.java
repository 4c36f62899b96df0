package io.tocsin.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request that changes something: texts under names. It has to say that it is JSON,
 * which a page of strangers cannot without being asked about first.
 *
 * @param json the object
 */
record RuleRequest(JsonNode json) {
  private static final String JSON = "application/json";
  private static final int LARGEST = 256 << 10;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads it.
   *
   * @param names which may be there
   * @throws ApiProblem if it is no JSON object of texts under these names, or too large
   */
  static RuleRequest of(Context context, Set<String> names) {
    String type = String.valueOf(context.contentType()).toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals(JSON)) {
      throw new ApiProblem(
          ApiProblem.Kind.UNSUPPORTED, "Content-Type: \"" + type + "\"; expected " + JSON);
    }
    byte[] body = context.bodyAsBytes();
    if (body.length > LARGEST) {
      throw new ApiProblem(
          ApiProblem.Kind.TOO_LARGE,
          body.length + " bytes; expected a body of at most " + LARGEST + " bytes");
    }
    return new RuleRequest(checked(body, names));
  }

  private static JsonNode checked(byte[] body, Set<String> names) {
    JsonNode json = parsed(body);
    if (!json.isObject()) {
      throw malformed("the body: no JSON object; expected one with " + names);
    }
    json.properties()
        .forEach(
            field -> {
              if (!names.contains(field.getKey())) {
                throw malformed("\"" + field.getKey() + "\": unknown; expected " + names);
              }
              if (!field.getValue().isTextual()) {
                throw malformed("\"" + field.getKey() + "\": no text; expected a string");
              }
            });
    return json;
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException noJson) {
      throw malformed("the body: " + noJson.getOriginalMessage() + "; expected JSON");
    } catch (java.io.IOException unreadable) {
      throw malformed("the body: cannot be read; expected JSON in UTF-8");
    }
  }

  /** A text that has to be there. */
  String text(String name) {
    if (!json.has(name)) {
      throw malformed("\"" + name + "\": missing; expected a string");
    }
    return json.get(name).textValue();
  }

  /** The same as bytes of UTF-8. */
  byte[] bytes(String name) {
    return text(name).getBytes(StandardCharsets.UTF_8);
  }

  /** A text that may be missing. */
  Optional<String> find(String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::textValue);
  }

  static ApiProblem malformed(String detail) {
    return new ApiProblem(ApiProblem.Kind.MALFORMED, detail);
  }
}
