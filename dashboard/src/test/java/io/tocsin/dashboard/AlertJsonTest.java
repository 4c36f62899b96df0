package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertStatus;
import io.tocsin.dashboard.core.BoardAlert;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AlertJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void shouldHaveEveryFieldOfTheSchemaAndTimesAsText() throws Exception {
    Alert alert =
        Alerts.alert("a", 2, AlertStatus.OPEN, Alerts.post("1", "t", "all must evacuate", null));
    JsonNode json = MAPPER.readTree(AlertJson.board("news", alert).json());

    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .isEqualTo(alert.getSchema().getFields().stream().map(Schema.Field::name).toList());
    assertThat(json.get("onsetAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(json.get("endedAt").isNull()).isTrue();
    assertThat(json.at("/decision/expected").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/decision/ratio").isNull()).isTrue();
    assertThat(json.at("/evidence/0/highlights/0/start").asInt()).isEqualTo(9);
    assertThat(json.at("/labels/desk").asText()).isEqualTo("europe");
  }

  @Test
  void shouldKeepAHostileTextAsTextAndOnOneLine() throws Exception {
    String hostile = Alerts.HOSTILE + "\r\n\ndata: x\u2028";
    Alert alert = Alerts.alert("a", 1, AlertStatus.OPEN, Alerts.post("1", hostile, "e", null));
    BoardAlert board = AlertJson.board("news", alert);

    assertThat(board.json()).doesNotContain("\n").doesNotContain("\r");
    assertThat(MAPPER.readTree(board.json()).at("/evidence/0/title").asText()).isEqualTo(hostile);
    assertThat(board.brief()).doesNotContain("evidence");
    assertThat(board.text()).contains("onerror");
  }
}
