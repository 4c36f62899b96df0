package io.tocsin.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.acceptance.ChildJvm;
import io.tocsin.acceptance.ContainerCluster;
import io.tocsin.acceptance.ContainersExtension;
import io.tocsin.acceptance.Launch;
import io.tocsin.acceptance.Processes;
import io.tocsin.avro.AlertEventType;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Live posts from end to end, on Kafka and a registry in containers, the services as processes. */
@Needs(Tool.ENGINE)
@ExtendWith(ContainersExtension.class)
class LivePipelineIT {
  private static final int PARTITIONS = 2;

  private static final String RULES =
      """
      rules:
        - id: flood
          match: flood OR flooding
          scope: country
          windows: [10m]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;

  private static final List<String> BURST =
      List.of(
          "Flooding in Hamburg: water stands a metre high in the fish market, shops are closed.",
          "The harbour of Hamburg reports a flood; all ferries stay at their berths until noon.",
          "Schools in Bremen close early because a flood is forecast for the lower Weser tonight.",
          "Rail traffic between Hamburg and Luebeck halts after flooding under a viaduct.",
          "Volunteers fill sandbags in Cologne, where the flood may crest before midnight.",
          "Insurers in Munich expect claims in the millions after flooding along the Elbe.",
          "In Dresden the flood has reached the terraces of the old town, the mayor says.",
          "Power is out in parts of Kiel; flooding got into two substations this morning.",
          "Farmers near Magdeburg drive cattle to higher ground as the flood comes closer.");

  @RegisterExtension final Processes processes = new Processes();

  private Map<String, String> settings = Map.of();

  @Test
  void shouldRingOnceForABurstWhileInstancesAreKilled(ContainerCluster containers)
      throws IOException {
    try (TestCluster cluster = containers.namespace()) {
      Topics topics = cluster.topics(ClockMode.LIVE, PARTITIONS);
      settings = new HashMap<>(cluster.settings());
      settings.keySet().removeAll(List.of("tocsin.state-dir", "tocsin.http.port"));
      settings.put("tocsin.topics.partitions", String.valueOf(PARTITIONS));
      settings.put("tocsin.streams.main.consumer.session.timeout.ms", "3000");
      settings.put("tocsin.streams.main.consumer.heartbeat.interval.ms", "500");
      settings.put("tocsin.streams.producer.transaction.timeout.ms", "5000");
      ChildJvm ingest = service("ingest", "ingest").start();
      ChildJvm enrich = service("enrich", "enrich").start();
      Launch firstLaunch = service("alerts", "alerts-1");
      ChildJvm first = firstLaunch.start();
      ChildJvm second = service("alerts", "alerts-2").start();
      List.of(ingest, enrich, first, second).forEach(ChildJvm::awaitReady);
      applyRules();

      send(cluster, topics, 0, 3);
      cluster.awaitRecords(topics.enrichedPosts(), 3);
      first.kill();
      send(cluster, topics, 3, 6);
      firstLaunch.start().awaitReady();
      second.kill();
      send(cluster, topics, 6, BURST.size());

      assertThat(cluster.awaitRecords(topics.enrichedPosts(), BURST.size()))
          .extracting(ConsumerRecord::key)
          .doesNotHaveDuplicates()
          .hasSize(BURST.size());
      cluster.awaitRecords(topics.alerts(), 1);
      new DetectClock(cluster, topics).awaitPassing(lastSeen(cluster, topics));
      assertThat(cluster.readAll(topics.alerts()))
          .extracting(ConsumerRecord::value)
          .filteredOn(event -> event.getType() == AlertEventType.OPENED)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getAlert().getRuleId()).isEqualTo("flood");
                assertThat(event.getAlert().getScope()).isEqualTo("DE");
              });
      assertThat(cluster.readAll(topics.deadLetters("alerts").name())).isEmpty();
    }
  }

  private Launch service(String service, String name) {
    return processes.service(service).named(name).settings(settings);
  }

  private void applyRules() throws IOException {
    Path file = Files.writeString(Processes.freshDirectory().resolve("rules.yaml"), RULES);
    ChildJvm rules =
        processes
            .main("io.tocsin.alerts.RulesMain")
            .arguments("apply", file.toString())
            .settings(settings)
            .without("tocsin.streams.main.consumer.session.timeout.ms")
            .start();
    assertThat(rules.awaitExit()).as(rules.output()).isZero();
  }

  private static void send(TestCluster cluster, Topics topics, int from, int to) {
    for (int i = from; i < to; i++) {
      String key = "paper-" + i + ":1";
      String json =
          "{\"source\":\"paper-%d\",\"id\":\"1\",\"title\":\"Report %d\",\"body\":\"%s\"}"
              .formatted(i, i, BURST.get(i));
      cluster.produce(
          List.of(
              new ProducerRecord<>(
                  topics.rawPosts().name(),
                  key.getBytes(StandardCharsets.UTF_8),
                  json.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static Instant lastSeen(TestCluster cluster, Topics topics) {
    return cluster.readAll(topics.posts()).stream()
        .map(record -> record.value().getSeenAt())
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
