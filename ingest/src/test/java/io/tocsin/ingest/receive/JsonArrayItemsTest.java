package io.tocsin.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayItemsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static List<String> items(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    List<String> items = new ArrayList<>();
    new JsonArrayItems(
            bytes,
            json.indexOf('['),
            (from, to) -> items.add(new String(bytes, from, to - from, UTF_8)))
        .find();
    return items;
  }

  @Provide
  Arbitrary<ArrayNode> arrays() {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).map(NODES::textNode),
            Arbitraries.integers().map(NODES::numberNode),
            Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.textNode("\\\"]}[{,")));
    return nested(nested(leaves)).list().ofMaxSize(5).map(JsonArrayItemsTest::array);
  }

  private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> inner) {
    return Arbitraries.oneOf(
        inner,
        inner.list().ofMaxSize(4).map(JsonArrayItemsTest::array),
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(6), inner)
            .ofMaxSize(4)
            .map(fields -> NODES.objectNode().setAll(fields)));
  }

  private static ArrayNode array(List<JsonNode> items) {
    return NODES.arrayNode().addAll(items);
  }

  @Property
  void shouldFindWhatAParserFinds(@ForAll("arrays") ArrayNode array)
      throws JsonProcessingException {
    for (String json : List.of(array.toString(), " " + array.toPrettyString() + "\r\n\t")) {
      List<JsonNode> found = new ArrayList<>();
      for (String item : items(json)) {
        found.add(JSON.readTree(item));
      }
      assertThat(array(found)).isEqualTo(array);
    }
  }

  @Property
  void shouldEndOnWhateverComes(@ForAll byte[] bytes) {
    byte[] json = new byte[bytes.length + 1];
    json[0] = '[';
    System.arraycopy(bytes, 0, json, 1, bytes.length);
    List<Integer> ends = new ArrayList<>(List.of(1));
    try {
      new JsonArrayItems(
              json,
              0,
              (from, to) -> {
                assertThat(from).isGreaterThanOrEqualTo(ends.get(ends.size() - 1)).isLessThan(to);
                ends.add(to);
              })
          .find();
    } catch (Problem broken) {
      assertThat(broken.kind()).isEqualTo(Problem.Kind.MALFORMED);
    }
    assertThat(ends.get(ends.size() - 1)).isLessThanOrEqualTo(json.length);
  }

  @Test
  void shouldLeaveABadItemToBeJudgedAlone() {
    assertThat(items("[{\"a\":1,\"a\":2}, nul ,{\"b\" 3}, \"\\\"]\"]"))
        .containsExactly("{\"a\":1,\"a\":2}", "nul", "{\"b\" 3}", "\"\\\"]\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[{}", "[\"a", "[\"a\\", "[]]", "[{]}]"
      })
  void shouldRefuseWhatIsBrokenBetweenItems(String json) {
    assertThatThrownBy(() -> items(json))
        .isInstanceOf(Problem.class)
        .hasMessageMatching("body: .* at position \\d+; expected .*; nothing was sent");
  }
}
