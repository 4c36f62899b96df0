package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.yaml.snakeyaml.Yaml;

/** The published OpenAPI file of the door; answers are held against it. */
final class Contract {
  static final Path FILE =
      Path.of(System.getProperty("tocsin.root", ".."), "docs", "receive.openapi.yaml");

  static final Contract PUBLISHED = new Contract(read());
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private Contract(JsonNode document) {
    this.document = document;
  }

  private static JsonNode read() {
    try {
      Object yaml = new Yaml().load(Files.readString(FILE));
      return new ObjectMapper().valueToTree(yaml);
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

  /** What a reference or the node itself is. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Checks an answer, if the operation is documented. */
  void check(String method, String path, int status, HttpHeaders headers, JsonNode body) {
    String template =
        path.startsWith("/posts/") ? "/posts/{source}/{id}" : path.replaceFirst("\\?.*", "");
    JsonNode operation = document.get("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      return;
    }
    String what = method + " " + template + " " + status;
    JsonNode response = operation.path("responses").path(Integer.toString(status));
    assertThat(response.isMissingNode()).as(what + " is not documented").isFalse();
    check(what, resolved(response), headers, body);
    seen.add(what);
  }

  private void check(String what, JsonNode response, HttpHeaders headers, JsonNode body) {
    String type = headers.firstValue("content-type").orElse("").replaceFirst(";.*", "");
    assertThat(response.get("content").has(type)).as("%s is %s", what, type).isTrue();
    response
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (header.getValue().path("required").asBoolean()) {
                assertThat(headers.firstValue(header.getKey())).as(what).isPresent();
              }
            });
    ObjectNode schema = response.get("content").get(type).get("schema").deepCopy();
    schema.set("components", document.get("components"));
    assertThat(SCHEMAS.getSchema(schema).validate(body)).as(what + ": " + body).isEmpty();
  }
}
