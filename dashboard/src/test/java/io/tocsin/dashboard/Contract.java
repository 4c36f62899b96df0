package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.yaml.snakeyaml.Yaml;

/** The published OpenAPI file of the dashboard; answers are held against it. */
final class Contract {
  private static final Path FILE =
      Path.of(System.getProperty("tocsin.root", ".."), "docs", "dashboard.openapi.yaml");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  static final Contract PUBLISHED = new Contract();

  private final JsonNode document;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private Contract() {
    try {
      document = MAPPER.valueToTree(new Yaml().load(Files.readString(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Method, path and status of the answers that were checked. */
  Set<String> seen() {
    return seen;
  }

  /**
   * The answers that are documented, as {@link #seen} tells them.
   *
   * @param of whether a path is asked for
   */
  List<String> documented(Predicate<String> of) {
    List<String> documented = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      if (of.test(path.getKey())) {
        for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
          method
              .getValue()
              .get("responses")
              .fieldNames()
              .forEachRemaining(
                  status -> documented.add(method.getKey() + " " + path.getKey() + " " + status));
        }
      }
    }
    return documented;
  }

  /** Checks an answer to a GET and gives its JSON. */
  JsonNode check(String path, int status, String type, String body) {
    return check("get", path, status, type, body);
  }

  /** Checks an answer and gives its JSON. */
  JsonNode check(String method, String path, int status, String type, String body) {
    String template = template(path.split("\\?", 2)[0]);
    JsonNode response =
        document.at("/paths").path(template).path(method).path("responses").path("" + status);
    String what = method + " " + template + " " + status;
    assertThat(response.isMissingNode()).as(what + " is not documented").isFalse();
    JsonNode content = resolved(response).get("content").path(type.split(";", 2)[0]);
    assertThat(content.isMissingNode()).as("%s is %s", what, type).isFalse();
    seen.add(what);
    return check(what, content.get("schema"), body);
  }

  private String template(String address) {
    return document.get("paths").has(address)
        ? address
        : address.replaceFirst("^/api/(alerts|rules|silences)/[^/]+", "/api/$1/{id}");
  }

  /** Checks the data of an event. */
  JsonNode checkEvent(String body) {
    return check("event", document.at("/components/schemas/EventOf"), body);
  }

  private JsonNode check(String what, JsonNode part, String body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      ObjectNode schema = part.deepCopy();
      schema.set("components", document.get("components"));
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema).validate(json))
          .as(what + ": " + body)
          .isEmpty();
      return json;
    } catch (IOException noJson) {
      throw new UncheckedIOException(what + ": " + body, noJson);
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
