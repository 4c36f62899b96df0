package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI file by itself; what the door answers is held against it in the ITs. */
class ContractTest {
  private static final JsonNode DOCUMENT = Contract.PUBLISHED.document();

  @Test
  void shouldReferToWhatThereIs() {
    List<String> references = new ArrayList<>();
    DOCUMENT.findValuesAsText("$ref", references);
    assertThat(references).hasSizeGreaterThan(20);
    assertThat(references)
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
              } else {
                assertThat(Contract.FILE.resolveSibling(reference)).satisfies(Files::exists);
              }
            });
  }

  @Test
  void shouldNameAllProblems() {
    Stream<String> types = Arrays.stream(Problem.Kind.values()).map(Problem.Kind::type);
    assertThat(StreamOf.elements(DOCUMENT.at("/components/schemas/Problem/properties/type/enum")))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(types, Stream.of("urn:tocsin:problem:refused")).toList());
  }

  @Test
  void shouldNameTheDefaultAddress() {
    assertThat(DOCUMENT.at("/servers/0/url").asText())
        .isEqualTo(
            "http://%s:%s"
                .formatted(
                    ReceiveSettings.HOST.defaultText().orElseThrow(),
                    ReceiveSettings.PORT.defaultText().orElseThrow()));
  }
}
