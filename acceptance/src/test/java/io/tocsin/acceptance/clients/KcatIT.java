package io.tocsin.acceptance.clients;

import static io.tocsin.acceptance.clients.AlertTopic.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What kcat tells of alerts without their schema, and the way from a record to JSON. */
@Needs(Tool.KCAT)
@ExtendWith(ClusterExtension.class)
class KcatIT {
  private static ExampleRun start(
      TestCluster cluster, Map<String, String> environment, String... command) {
    Map<String, String> all = new HashMap<>();
    all.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    all.put("TOCSIN_REGISTRY_URL", cluster.registryUrl());
    all.put("TOCSIN_NAMESPACE", cluster.namespace());
    all.put("TOCSIN_GROUP", cluster.namespace() + "-kcat");
    all.putAll(environment);
    return ExampleRun.start(List.of(command), all, ExampleCode.path("kcat"));
  }

  @Test
  void shouldPrintCommittedEventsByTheirHeadersAndKeepItsPlace(TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      AlertEvent updated = event("a", 2, AlertEventType.UPDATED, "", "wire");
      topic.write(event("a", 1, AlertEventType.OPENED, "", "wire"));
      topic.abort(event("b", 1, AlertEventType.OPENED, "", "wire"));
      topic.write(updated, updated);
      topic.abort(event("b", 2, AlertEventType.OPENED, "", "wire"));
      topic.writeBytes("~watermark/0", null);
      topic.write(EventSchema.NEWEST, event("a", 3, AlertEventType.RESOLVED, "", "wire"));

      try (ExampleRun first = start(cluster, Map.of(), "./alerts.sh")) {
        first.awaitLines(3);
        assertThat(first.stop()).as(first.toString()).isZero();
        assertThat(first.lines())
            .containsExactly(
                "2022-02-11T08:31:00Z | OPENED | evacuation|UA | partition 0 offset 0 | a1",
                "2022-02-11T08:32:00Z | UPDATED | evacuation|UA | partition 0 offset 4 | a2",
                "2022-02-11T08:33:00Z | RESOLVED | evacuation|UA | partition 0 offset 10 | a3");
      }
      topic.write(event("a", 4, AlertEventType.REOPENED, "", "wire"));
      ExampleRun second = start(cluster, Map.of(), "./alerts.sh", "1");
      assertThat(second.awaitExit()).as(second.toString()).isZero();
      second.awaitLines(1);
      assertThat(second.lines()).singleElement().asString().contains("REOPENED").endsWith("a4");
    }
  }

  @Test
  void shouldShowARecordAsJson(TestCluster cluster) {
    Path tools = ExampleCode.avroTools();
    try (AlertTopic topic = new AlertTopic(cluster)) {
      topic.write(EventSchema.NEWER, event("a", 1, AlertEventType.OPENED, "it rings", "wire"));
      long control = topic.writeBytes("~watermark/0", null);
      Map<String, String> environment = Map.of("AVRO_TOOLS", tools.toString());

      ExampleRun shown = start(cluster, environment, "./show.sh", "0", "0");
      assertThat(shown.awaitExit()).as(shown.toString()).isZero();
      assertThat(String.join("\n", shown.lines()))
          .contains("\"type\" : \"OPENED\"", "\"reason\" : \"it rings\"", "\"channel\" : \"press\"")
          .contains("evacuation: people leave Kharkiv – “at once”");

      ExampleRun none = start(cluster, environment, "./show.sh", "0", Long.toString(control));
      assertThat(none.awaitExit()).as(none.toString()).isEqualTo(1);
      assertThat(none.errors()).contains("show.sh: the record has no value: a control record");

      ExampleRun blind =
          start(
              cluster,
              Map.of("AVRO_TOOLS", tools.toString(), "TOCSIN_REGISTRY_URL", "http://127.0.0.1:1"),
              "./show.sh",
              "0",
              "0");
      assertThat(blind.awaitExit()).as(blind.toString()).isEqualTo(1);
      assertThat(blind.errors())
          .contains("the registry at http://127.0.0.1:1 does not give schema");
    }
  }

  @Test
  void shouldSayThatBrokerOrTopicIsNotThere(TestCluster cluster) {
    ExampleRun broker =
        start(cluster, Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), "./alerts.sh");
    assertThat(broker.awaitExit()).as(broker.toString()).isEqualTo(1);
    assertThat(broker.errors())
        .contains("no broker at 127.0.0.1:1 (TOCSIN_KAFKA_BOOTSTRAP_SERVERS)");

    ExampleRun topic = start(cluster, Map.of("TOCSIN_NAMESPACE", "nowhere"), "./alerts.sh");
    assertThat(topic.awaitExit()).as(topic.toString()).isEqualTo(1);
    assertThat(topic.errors()).contains("topic nowhere.alerts (TOCSIN_NAMESPACE, TOPIC)");
  }
}
