package io.tocsin.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/raw-posts.md} says what the schema says, for people. */
class RawPostsPageTest {
  private static final Path DOCS = Path.of(System.getProperty("tocsin.root", ".."), "docs");
  private static final Path PAGE = DOCS.resolve("raw-posts.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fails with what to do; {@code -Dtocsin.docs.update=true} writes the page. */
  @Test
  void shouldBeMadeOfTheSchema() throws IOException {
    String current = page(JSON.readTree(DOCS.resolve("raw-posts.schema.json").toFile()));
    if (Boolean.getBoolean("tocsin.docs.update")) {
      Files.writeString(PAGE, current);
    }
    assertThat(PAGE).as("run this test with -Dtocsin.docs.update=true").hasContent(current);
  }

  @Test
  void shouldNotice() throws IOException {
    JsonNode schema = JSON.readTree(DOCS.resolve("raw-posts.schema.json").toFile());
    assertThat(page(schema))
        .contains("| `title` | no | string, at most 2000 characters |")
        .contains("| `revision` | no | whole number, at least 0 |")
        .contains("| `publishedAt` | no | string or number |");
  }

  private static String page(JsonNode schema) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("<!-- made of raw-posts.schema.json by RawPostsPageTest -->\n");
    page.append("# ").append(text(schema, "title")).append("\n\n");
    page.append(withNames(text(schema, "description"))).append("\n\n");
    page.append(
        "The schema for machines is [raw-posts.schema.json](raw-posts.schema.json). The Avro form,"
            + " `RawPost`, has the same fields.\n\n");
    page.append("| field | required | what it is | |\n|---|---|---|---|\n");
    List<String> required = new ArrayList<>();
    schema.get("required").forEach(name -> required.add(name.asText()));
    schema
        .get("properties")
        .properties()
        .forEach(
            field ->
                page.append(
                    row(
                        schema,
                        field.getKey(),
                        field.getValue(),
                        required.contains(field.getKey()))));
    page.append("\nA *time* is ").append(lowered(text(schema.at("/$defs/time"), "description")));
    page.append("\n\n## Examples\n\n");
    for (JsonNode example : schema.get("examples")) {
      page.append("```json\n");
      page.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(example));
      page.append("\n```\n\n");
    }
    return page.append(reasons()).toString();
  }

  /** Names of topics as code; their angles would be taken for markup. */
  private static String withNames(String text) {
    return text.replaceAll("<namespace>[a-z.-]*[a-z]", "`$0`");
  }

  private static String row(JsonNode schema, String name, JsonNode field, boolean required) {
    boolean time = field.path("$ref").asText().equals("#/$defs/time");
    String kind = time ? kind(schema.at("/$defs/time")) : kind(field);
    return "| `%s` | %s | %s | %s%s |\n"
        .formatted(
            name,
            required ? "yes" : "no",
            kind,
            text(field, "description").replace("|", "\\|"),
            time ? " A time." : "");
  }

  /** Types without null, which counts as missing, and the limits that a reader asks for. */
  private static String kind(JsonNode field) {
    Set<String> kinds = new TreeSet<>(Comparator.reverseOrder());
    if (field.has("anyOf")) {
      field.get("anyOf").forEach(one -> addTypes(one, kinds));
    } else {
      addTypes(field, kinds);
    }
    StringBuilder kind =
        new StringBuilder(kinds.isEmpty() ? "anything" : String.join(" or ", kinds));
    if (field.has("maxLength")) {
      kind.append(", at most ").append(field.get("maxLength")).append(" characters");
    }
    if (field.has("minimum")) {
      kind.append(", at least ").append(field.get("minimum"));
    }
    return kind.toString();
  }

  private static void addTypes(JsonNode field, Set<String> kinds) {
    JsonNode type = field.path("type");
    (type.isArray() ? type : JSON.createArrayNode().add(type))
        .forEach(
            one -> {
              if (one.isTextual() && !one.asText().equals("null")) {
                kinds.add(words(one.asText()));
              }
            });
  }

  private static String words(String type) {
    return switch (type) {
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      default -> type;
    };
  }

  private static String reasons() {
    String codes =
        Arrays.stream(RejectReason.values())
            .map(reason -> "`" + reason.code() + "`")
            .collect(Collectors.joining(", "));
    return "## Reasons of refusal\n\n"
        + "The code stands in the answer of a door and in the headers of a dead letter, with a detail"
        + " that names field, value and what was expected: "
        + codes
        + ".\n";
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String lowered(String text) {
    return text.startsWith("ISO")
        ? text
        : text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
