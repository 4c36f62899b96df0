package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema for editors says what the reader does. */
class RuleSchemaTest {

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(Path.of("..", "docs", "rules.schema.json").toFile());
  }

  private static JsonNode properties() throws IOException {
    return schema().at("/definitions/rule/properties");
  }

  @Test
  void shouldKnowTheKeysOfTheReader() throws IOException {
    List<String> keys = new ArrayList<>();
    properties().fieldNames().forEachRemaining(keys::add);

    assertThat(keys).containsExactlyInAnyOrderElementsOf(RuleReader.KEYS);
  }

  @Test
  void shouldOfferTheChoicesThatTheReaderTakes() throws IOException {
    for (String key :
        List.of("scope", "countBy", "negated", "planned", "past", "drill", "quoted")) {
      JsonNode property = properties().get(key);
      JsonNode choices =
          property.has("enum") ? property.get("enum") : schema().at("/definitions/policy/enum");
      assertThat(choices).isNotEmpty();
      for (JsonNode choice : choices) {
        assertThat(read(key + ": " + choice.asText()).problems()).as(key).isEmpty();
      }
      assertThat(choices).extracting(JsonNode::asText).contains(property.get("default").asText());
      assertThat(read(key + ": other").problems()).as(key).hasSize(1);
    }
  }

  @Test
  void shouldNameTheDefaultsOfTheReader() throws IOException {
    String plain = read("description: x").rules().get(0).hash();
    for (String key : RuleReader.KEYS) {
      JsonNode otherwise = properties().get(key).get("default");
      if (otherwise != null) {
        RuleFile said = read(key + ": " + otherwise.asText());
        assertThat(said.problems()).as(key).isEmpty();
        assertThat(said.rules().get(0).hash()).as(key).isEqualTo(plain);
      }
    }
  }

  private static RuleFile read(String line) {
    String text = "rules:\n  - id: a\n    match: war\n    " + line + "\n";
    return RuleFile.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
