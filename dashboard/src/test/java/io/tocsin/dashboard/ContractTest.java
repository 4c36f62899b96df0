package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.Silence;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The OpenAPI file by itself; what is answered is held against it in the ITs. */
class ContractTest {
  private static final JsonNode DOCUMENT = Contract.PUBLISHED.document();

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> fields(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }

  @Test
  void shouldHaveTheFieldsOfTheSchemas() {
    assertThat(names(DOCUMENT.at("/components/schemas/Alert/properties")))
        .containsExactlyInAnyOrderElementsOf(fields(Alert.getClassSchema()));
    assertThat(names(DOCUMENT.at("/components/schemas/EventHead/properties")))
        .containsExactlyInAnyOrderElementsOf(
            fields(AlertEvent.getClassSchema()).stream()
                .filter(name -> !name.equals("alert"))
                .toList());
    assertThat(names(DOCUMENT.at("/components/schemas/SourceState/properties")))
        .containsExactlyInAnyOrderElementsOf(fields(SourceState.getClassSchema()));
    assertThat(names(DOCUMENT.at("/components/schemas/SourceEvent/properties")))
        .containsExactlyInAnyOrderElementsOf(fields(SourceEvent.getClassSchema()));
    List<String> silence = new ArrayList<>(fields(Silence.getClassSchema()));
    silence.add("state");
    assertThat(names(DOCUMENT.at("/components/schemas/Silence/properties")))
        .containsExactlyInAnyOrderElementsOf(silence);
    assertThat(names(DOCUMENT.at("/components/schemas/Count/properties")))
        .containsExactlyInAnyOrderElementsOf(
            fields(KeywordCount.getClassSchema()).stream()
                .filter(name -> !Set.of("ruleId", "scope").contains(name))
                .toList());
  }

  @Test
  void shouldReferToWhatThereIs() {
    List<String> references = DOCUMENT.findValuesAsText("$ref");
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void shouldNameAllProblems() {
    List<String> types = new ArrayList<>();
    DOCUMENT
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(type -> types.add(type.asText()));
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ApiProblem.Kind.values()).map(ApiProblem.Kind::type).toList());
  }

  @Test
  void shouldNameTheDefaultAddress() {
    assertThat(DOCUMENT.at("/servers/0/url").asText())
        .isEqualTo(
            "http://%s:%s"
                .formatted(
                    DashboardSettings.HOST.defaultText().orElseThrow(),
                    DashboardSettings.PORT.defaultText().orElseThrow()));
  }
}
