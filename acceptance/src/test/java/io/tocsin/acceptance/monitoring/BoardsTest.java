package io.tocsin.acceptance.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the dashboards; what they ask is tried by {@link MonitoringIT}. */
class BoardsTest {
  private static final int COLUMNS = 24;

  static List<Path> files() {
    return Boards.files();
  }

  @Test
  void shouldBeOneForEachServiceOneOverAllAndOneOfQuality() {
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "tocsin-overview.json",
            "tocsin-ingest.json",
            "tocsin-enrich.json",
            "tocsin-alerts.json",
            "tocsin-dashboard.json",
            "tocsin-receive.json",
            "tocsin-feeds.json",
            "tocsin-deliver.json",
            "tocsin-quality.json");
    assertThat(files().stream().map(file -> Boards.read(file).path("title").asText()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldBeKnownByTheNameOfItsFile(Path file) {
    assertThat(Boards.read(file).path("uid").asText() + ".json")
        .isEqualTo(file.getFileName().toString());
    assertThat(Boards.read(file).path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(Boards.read(file).path("tags")).extracting(JsonNode::asText).contains("tocsin");
    assertThat(Boards.read(file).has("id")).as("an id belongs to one Grafana").isFalse();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldHaveItsSourceOfDataAndItsNamespaceAsVariables(Path file) {
    JsonNode board = Boards.read(file);
    JsonNode variables = board.path("templating").path("list");

    assertThat(variables)
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "namespace");
    assertThat(variables.path(0).path("type").asText()).isEqualTo("datasource");
    assertThat(variables.path(1).path("definition").asText())
        .isEqualTo("label_values(tocsin_health, namespace)");
    assertThat(board.findParents("datasource"))
        .allSatisfy(
            node ->
                assertThat(node.path("datasource").path("uid").asText())
                    .isEqualTo("${datasource}"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldHavePanelsWithIdsOfTheirOwnTitlesMeaningsAndUnits(Path file) {
    JsonNode board = Boards.read(file);

    assertThat(board.path("panels"))
        .extracting(panel -> panel.path("id").asInt())
        .doesNotHaveDuplicates()
        .doesNotContain(0);
    assertThat(Boards.panels(board))
        .extracting(panel -> panel.path("title").asText())
        .doesNotHaveDuplicates();
    assertThat(Boards.panels(board))
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("description").asText()).isNotBlank();
              assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                  .isNotBlank();
              assertThat(panel.path("targets")).isNotEmpty();
              assertThat(panel.path("targets"))
                  .extracting(target -> target.path("refId").asText())
                  .doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldNotLayPanelsOverOneAnother(Path file) {
    List<JsonNode> places =
        StreamSupport.stream(Boards.read(file).path("panels").spliterator(), false)
            .map(panel -> panel.path("gridPos"))
            .toList();

    for (int i = 0; i < places.size(); i++) {
      JsonNode place = places.get(i);
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      assertThat(places.subList(0, i)).noneMatch(other -> overlap(place, other));
    }
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
  }

  private static boolean overlap(JsonNode one, JsonNode other, String from, String size) {
    return one.path(from).asInt() < other.path(from).asInt() + other.path(size).asInt()
        && other.path(from).asInt() < one.path(from).asInt() + one.path(size).asInt();
  }

  /** A board of one namespace shows nothing of another. */
  @Test
  void shouldAskForTheChosenNamespace() {
    Set<String> ofAll = Set.of("tocsin-overview / Services that answer / A");

    assertThat(Boards.queries())
        .filteredOn(query -> !ofAll.contains(query.origin()))
        .filteredOn(query -> !query.expression().contains("ALERTS{"))
        .allSatisfy(query -> assertThat(query.expression()).contains("namespace=\"$namespace\""));
  }
}
