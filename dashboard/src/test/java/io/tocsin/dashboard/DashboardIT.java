package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.dashboard.EventFollower.Sent;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API on a real broker and registry. */
@ExtendWith(ClusterExtension.class)
class DashboardIT {

  @AfterAll
  static void shouldHaveAnsweredAllThatIsDocumented() {
    List<String> documented =
        Contract.PUBLISHED.documented(path -> !path.matches("/api/(rules|silences).*"));
    documented.remove("get /api/events 200"); // read as a stream
    assertThat(Contract.PUBLISHED.seen()).containsAll(documented);
  }

  private static List<String> ids(JsonNode alerts) {
    return alerts.get("alerts").findValues("alert").stream()
        .map(alert -> alert.get("alertId").asText())
        .toList();
  }

  @Test
  void shouldShowWhatHappensAndResumeWithoutGapOrDouble(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of())) {
      shown.ring("first");
      shown.await("/api/alerts/first", json -> json.get("events").size() == 1);
      String cursor = shown.awaitAlerts("/api/alerts", 1).get("cursor").asText();
      Sent last;
      try (EventFollower follower = new EventFollower(shown.address(), "?since=" + cursor, "")) {
        follower.await("ready", 1);
        shown.ring("second");
        assertThat(follower.alerts(1)).containsExactly("second#1");
        last = follower.await("alert", 1).get(0);
        assertThat(follower.await("health", 3)).allMatch(beat -> beat.id().isEmpty());
      }
      Alert over = Alerts.alert("second", 2, AlertStatus.RESOLVED);
      shown.happen(shown.topics(), over, AlertEventType.RESOLVED);
      shown.ring("third");
      try (EventFollower again =
          new EventFollower(shown.address(), "?since=" + cursor, last.id())) {
        assertThat(again.alerts(2)).containsExactlyInAnyOrder("second#2", "third#1");
      }
      int port = shown.stop();
      shown.ring("fourth");
      shown.again(port);
      try (EventFollower again = new EventFollower(shown.address(), "", last.id())) {
        assertThat(again.alerts(3)).containsExactlyInAnyOrder("second#2", "third#1", "fourth#1");
        assertThat(again.await("ready", 1)).hasSize(1);
      }
      shown.awaitAlerts("/api/alerts", 4);
      JsonNode ended = shown.get("/api/alerts?status=RESOLVED&evidence=false", 200);
      assertThat(ids(ended)).containsExactly("second");
      assertThat(ids(shown.get("/api/alerts?rule=evacuation&text=UKRAINE&limit=2", 200)))
          .hasSize(2);
      JsonNode one = shown.get("/api/alerts/second", 200);
      assertThat(one.get("events").findValuesAsText("type")).containsExactly("OPENED", "RESOLVED");
      assertThat(one.at("/alert/endedAt").asText()).isEqualTo("2026-03-01T10:02:00Z");
    }
  }

  @Test
  void shouldShowReplaysThatComeAndGoBesideTheLiveOne(TestCluster cluster) {
    String name = "replay-" + cluster.namespace() + "-x";
    Topics replay = Topics.of(name, ClockMode.EVENT, 2, cluster.serdes());
    try (Shown shown = Shown.start(cluster, Map.of())) {
      shown.ring("same");
      shown.awaitAlerts("/api/alerts", 1);
      try (EventFollower follower = new EventFollower(shown.address(), "", "")) {
        follower.await("ready", 1);
        cluster.create(replay.alerts(), replay.alertState());
        shown.happen(
            replay, Alerts.alert("same", 2, AlertStatus.RESOLVED), AlertEventType.RESOLVED);
        assertThat(follower.alerts(1)).containsExactly("same#2");
        JsonNode both = shown.awaitAlerts("/api/alerts", 2);
        assertThat(both.get("namespaces")).hasSize(2);
        assertThat(shown.get("/api/alerts/same", 200).at("/alert/status").asText())
            .isEqualTo("OPEN");
        assertThat(
                shown.get("/api/alerts/same?namespace=" + name, 200).at("/alert/status").asText())
            .isEqualTo("RESOLVED");
        cluster.delete(replay.alerts().name(), replay.alertState().name());
        follower.await("changed", 1);
        assertThat(shown.awaitAlerts("/api/alerts", 1).get("namespaces")).hasSize(1);
      }
    }
  }

  @Test
  void shouldRefuseWhatItCannotRead(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of("tocsin.dashboard.clients", "1"))) {
      shown.awaitAlerts("/api/alerts", 0);
      assertThat(shown.get("/api/alerts/unknown", 404).get("type").asText())
          .isEqualTo("urn:tocsin:problem:not-found");
      assertThat(shown.get("/api/alerts?limit=-1", 400).get("detail").asText())
          .isEqualTo("limit: \"-1\"; expected a whole number from 1 to 1000");
      assertThat(shown.get("/api/events?since=broken", 400).get("detail").asText())
          .startsWith("since: \"broken\"; expected the id of an event");
      HttpRequest broken =
          HttpRequest.newBuilder(shown.address().resolve("/api/events"))
              .header("Last-Event-ID", "MTp4")
              .build();
      assertThat(shown.answer(broken).body()).contains("Last-Event-ID: ");
      assertThat(shown.answer("/nothing").statusCode()).isEqualTo(404);
      HttpRequest post =
          HttpRequest.newBuilder(shown.address().resolve("/api/alerts"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(shown.answer(post).statusCode()).isEqualTo(405);
      try (EventFollower only = new EventFollower(shown.address(), "", "")) {
        only.await("ready", 1);
        assertThat(shown.get("/api/events", 503).get("detail").asText())
            .isEqualTo("1 clients follow already (tocsin.dashboard.clients)");
      }
    }
  }

  @Test
  void shouldKeepTextsAsTheyAreAndTellTheBrowserToRunNothingElse(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of())) {
      var post = Alerts.post("1", Alerts.HOSTILE, Alerts.HOSTILE, "javascript:alert(1)");
      Alert alert = Alerts.alert("hostile", 1, AlertStatus.OPEN, post);
      shown.happen(shown.topics(), alert, AlertEventType.OPENED);
      JsonNode found = shown.awaitAlerts("/api/alerts?text=onerror", 1);
      assertThat(found.at("/alerts/0/alert/evidence/0/title").asText()).isEqualTo(Alerts.HOSTILE);
      for (String path : List.of("/", "/dashboard.js", "/api/alerts", "/api/alerts/no")) {
        HttpResponse<String> answer = shown.answer(path);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .startsWith("default-src 'none'; script-src 'self';");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void shouldPassOverWhatIsNoAlertAndTakeBackWhatWasReset(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of())) {
      String events = shown.topics().alerts().name();
      String states = shown.topics().alertState().name();
      cluster.produce(events, "evacuation|UA", "no Avro", 0);
      shown.ring("a");
      shown.ring("b");
      shown.awaitAlerts("/api/alerts", 2);
      cluster.produce(states, "a", null, 0);
      assertThat(ids(shown.awaitAlerts("/api/alerts", 1))).containsExactly("b");
      HttpRequest metrics =
          HttpRequest.newBuilder(shown.healthAddress().resolve("/metrics")).build();
      assertThat(shown.answer(metrics).body())
          .containsPattern("tocsin_dashboard_unreadable_total\\{[^}]*} 1")
          .containsPattern("tocsin_dashboard_alerts_open\\{[^}]*} 1");
    }
  }

  @Test
  void shouldTellWhatARuleCountedOverTime(TestCluster cluster) {
    String counts = "/api/counts?rule=evacuation";
    try (Shown shown = Shown.start(cluster, Map.of())) {
      shown.count(shown.topics(), 0, 0);
      shown.count(shown.topics(), 1, 2);
      shown.count(shown.topics(), 3, 5);
      JsonNode all = shown.await(counts + "&scope=UA", json -> json.get("points").size() == 3);
      assertThat(all.get("since").asText()).isEqualTo("2026-03-01T10:00:00Z");
      assertThat(all.at("/points/2/threshold").asInt()).isEqualTo(3);
      assertThat(all.at("/points/2/alertId").asText()).isEqualTo("a");
      JsonNode part =
          shown.get(
              counts + "&scope=UA&from=2026-03-01T05:02:00-05:00&to=2026-03-01T10:03:00Z", 200);
      assertThat(part.get("points").findValuesAsText("observed")).containsExactly("2");
      shown.count(shown.topics(), 4, 6);
      shown.await(counts + "&scope=UA", json -> json.get("points").size() == 4);

      shouldReadCountsFromTheTopic(shown, counts + "&scope=UA&past=true");
      assertThat(shown.get(counts, 404).get("detail").asText())
          .endsWith("in this scope; it is in \"UA\"");
      assertThat(shown.get("/api/counts?rule=nobody-has-it", 404).get("detail").asText())
          .startsWith("nothing is known to be counted for this rule");
      assertThat(shown.get(counts + "&namespace=elsewhere", 404).get("detail").asText())
          .endsWith("those that are: " + cluster.namespace());
      assertThat(shown.get("/api/counts", 400).get("detail").asText())
          .isEqualTo("rule: \"\"; expected the id of a rule");
      assertThat(
              shown
                  .get(counts + "&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", 400)
                  .get("detail")
                  .asText())
          .contains("expected a time before to");
    }
  }

  private static void shouldReadCountsFromTheTopic(Shown shown, String past) {
    assertThat(shown.get(past, 200).get("points").findValuesAsText("observed"))
        .containsExactly("0", "2", "5", "6");
    JsonNode part = shown.get(past + "&from=2026-03-01T10:01:00Z&to=2026-03-01T10:04:00Z", 200);
    assertThat(part.get("points").findValuesAsText("observed")).containsExactly("2", "5");
    assertThat(part.get("complete").asBoolean()).isTrue();
    JsonNode none = shown.get(past + "&to=2026-03-01T09:00:00Z", 200);
    assertThat(none.get("points")).isEmpty();
    assertThat(none.get("since").isNull()).isTrue();
  }

  @Test
  void shouldTellHowTheSourcesAreAndWhatCouldNotBeTaken(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of())) {
      shown.source("wire", SourceHealth.OK, SourceEventType.RECOVERED);
      shown.source("courier", SourceHealth.SILENT, SourceEventType.SILENT);
      shown.refuse(Alerts.HOSTILE, new Reason("no-text", Alerts.HOSTILE));
      shown.refuse("{", new Reason("no-json", "it ends early"));
      JsonNode sources =
          shown.await(
              "/api/sources",
              json -> json.get("total").asInt() == 2 && json.findValues("eventId").size() == 2);
      assertThat(sources.at("/sources/0/source/source").asText()).isEqualTo("courier");
      assertThat(sources.at("/sources/0/events/0/type").asText()).isEqualTo("SILENT");
      assertThat(sources.at("/states/SILENT").asInt()).isEqualTo(1);
      assertThat(shown.get("/api/sources?state=OK&limit=1", 200).get("sources")).hasSize(1);
      assertThat(shown.get("/api/sources?state=GONE", 400).get("detail").asText())
          .startsWith("state: \"GONE\"; expected one of FLOODING, LEARNING, OK");
      assertThat(shown.get("/api/sources?namespace=elsewhere", 404).has("detail")).isTrue();

      JsonNode letters = shown.await("/api/dead-letters", json -> json.get("total").asInt() == 2);
      assertThat(letters.findValuesAsText("reason"))
          .containsExactlyInAnyOrder("no-text", "no-json");
      assertThat(letters.findValuesAsText("excerpt")).contains(Alerts.HOSTILE);
      assertThat(letters.findValuesAsText("source"))
          .contains(shown.topics().rawPosts().name() + "-2@41");
      assertThat(shown.get("/api/dead-letters?service=ingest", 400).has("detail")).isTrue();
      assertThat(shown.get("/api/dead-letters?namespace=elsewhere", 404).has("detail")).isTrue();
      shouldSendOnlyWhatIsNew(shown);
    }
  }

  private static void shouldSendOnlyWhatIsNew(Shown shown) {
    String tag = shown.answer("/api/dead-letters").headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(shown.address().resolve("/api/dead-letters"))
            .header("If-None-Match", tag)
            .build();
    assertThat(shown.answer(again).statusCode()).isEqualTo(304);
    shown.refuse("[", new Reason("no-json", "it ends early"));
    shown.await("/api/dead-letters", json -> json.get("total").asInt() == 3);
    assertThat(shown.answer(again).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldReadWhatIsLongerAgoThanItKeeps(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Shown.SHORT_MEMORY)) {
      shown.ringLongAgo("h1", "h2", "h3", "h4", "h5", "h6");
      shown.awaitAlerts("/api/alerts", 3);
      Alert over = Alerts.alert("h1", 7, AlertStatus.RESOLVED);
      shown.happened(0, over, AlertEventType.RESOLVED);
      shown.await("/api/alerts?status=RESOLVED", json -> json.get("total").asInt() == 1);
      shown.get("/api/alerts/h3", 404);

      String range = "/api/alerts?from=2026-03-01T11:02:00%2B01:00&to=2026-03-01T10:05:00Z";
      assertThat(ids(shown.get(range, 200))).containsExactly("h2", "h3", "h4");
      JsonNode first = shown.get(range + "&limit=2&evidence=false", 200);
      assertThat(ids(first)).containsExactly("h2", "h3");
      JsonNode second = shown.get(range + "&limit=2&after=" + first.get("next").asText(), 200);
      assertThat(ids(second)).containsExactly("h4");
      assertThat(second.get("next").isNull()).isTrue();
      assertThat(second.at("/alerts/0/alert/evidence/0/title").asText()).isEqualTo("h4");

      JsonNode all = shown.get("/api/alerts?from=2026-03-01T10:00:00Z", 200);
      assertThat(ids(all)).containsExactly("h1", "h2", "h3", "h4", "h5", "h6");
      assertThat(all.at("/alerts/0/alert/status").asText()).isEqualTo("RESOLVED");
      assertThat(all.at("/alerts/0/events").findValuesAsText("type"))
          .containsExactly("OPENED", "RESOLVED");
      assertThat(ids(shown.get("/api/alerts?to=2026-03-01T10:01:00Z", 200))).isEmpty();
      shouldTellWhatRangWhenARangeBegan(shown);
      assertThat(ids(shown.get(range + "&rule=nobody-has-it", 200))).isEmpty();
      assertThat(ids(shown.get(range + "&text=h3", 200))).containsExactly("h3");

      assertThat(shown.get(range + "&after=broken", 400).get("detail").asText())
          .startsWith("after: \"broken\"; expected");
      assertThat(shown.get(range + "&limit=201", 400).get("detail").asText())
          .endsWith("expected a whole number from 1 to 200");
      assertThat(shown.get("/api/alerts?from=2026-03-01", 400).get("detail").asText())
          .startsWith("from: \"2026-03-01\"; expected a time from 1970 to 9999");
      assertThat(shown.get(range + "&namespace=elsewhere", 404).has("detail")).isTrue();
    }
  }

  /** Nothing happens in the range; four alerts are in memory, of which one is over by then. */
  private static void shouldTellWhatRangWhenARangeBegan(Shown shown) {
    String quiet = "/api/alerts?from=2026-03-01T10:08:00Z&to=2026-03-01T10:09:00Z";
    JsonNode some = shown.get(quiet + "&limit=1", 200);
    assertThat(ids(some)).isEmpty();
    assertThat(some.get("rangBefore").asInt()).isEqualTo(3);
    assertThat(some.at("/ringing").findValuesAsText("alertId")).containsExactly("h4");
    assertThat(shown.get(quiet + "&text=h6", 200).get("ringing").findValuesAsText("alertId"))
        .containsExactly("h6");
    JsonNode before = shown.get("/api/alerts?from=2026-03-01T10:06:30Z&limit=1", 200);
    assertThat(before.get("rangBefore").asInt()).isEqualTo(4);
    assertThat(before.get("ringing").findValuesAsText("alertId")).containsExactly("h1");
  }

  @Test
  void shouldSayWhatIsNotThereBesideTheAlertsAndGoOn(TestCluster cluster) {
    try (Shown shown = Shown.bare(cluster)) {
      shown.ring("a");
      shown.awaitAlerts("/api/alerts", 1);
      String path = "/api/counts?rule=evacuation&scope=UA";
      String missing = "there is no topic " + cluster.namespace() + ".keyword-counts";
      JsonNode none = shown.await(path, json -> json.findValuesAsText("detail").contains(missing));
      assertThat(shown.get(path + "&past=true", 200).get("points")).isEmpty();
      assertThat(none.at("/topic/state").asText()).isEqualTo("unreadable");
      cluster.create(shown.topics().keywordCounts());
      shown.count(shown.topics(), 1, 2);
      JsonNode there = shown.await(path, json -> json.get("points").size() == 1);
      assertThat(there.at("/topic/detail").asText()).isEmpty();
    }
  }

  @Test
  void shouldNotBeReadyBeforeThereIsSomethingToRead(TestCluster cluster) {
    try (Shown shown = Shown.early(cluster)) {
      JsonNode early = awaitHealth(shown, 503);
      assertThat(String.join("\n", early.findValuesAsText("detail")))
          .contains("there are no topics " + cluster.namespace() + ".alerts.state");
      assertThat(shown.get("/api/alerts", 200).get("complete").asBoolean()).isFalse();
      try (EventFollower follower = new EventFollower(shown.address(), "", "")) {
        follower.await("health", 2);
        shown.createTopics();
        follower.await("ready", 1);
      }
      awaitHealth(shown, 200);
    }
  }

  @Test
  void shouldOutliveAnOutageAndSaySo(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of())) {
      shown.ring("before");
      shown.awaitAlerts("/api/alerts", 1);
      cluster.cluster().stopBroker();
      JsonNode down = awaitHealth(shown, 503);
      assertThat(down.findValuesAsText("detail")).contains("no connection");
      assertThat(shown.get("/api/alerts?from=2026-03-01T00:00:00Z", 503).get("type").asText())
          .isEqualTo("urn:tocsin:problem:unavailable");
      assertThat(shown.get("/api/counts?rule=evacuation&past=true", 503).get("type").asText())
          .isEqualTo("urn:tocsin:problem:unavailable");
      assertThat(shown.get("/api/alerts", 200).get("total").asInt()).isEqualTo(1);
      cluster.cluster().startBroker();
      awaitHealth(shown, 200);
      shown.ring("after");
      shown.awaitAlerts("/api/alerts", 2);
    }
  }

  private static JsonNode awaitHealth(Shown shown, int status) {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> shown.answer("/api/health").statusCode() == status);
    return shown.get("/api/health", status);
  }

  @Test
  void shouldNotStartWhereNoBrokerIs(TestCluster cluster) {
    var config = ServiceConfig.builder(DashboardSettings.KEYS);
    cluster.settings().forEach(config::set);
    config.set("tocsin.kafka.bootstrap.servers", "localhost:1").set("tocsin.startup-timeout", "1s");
    ServiceConfig nowhere = config.build();
    assertThatThrownBy(() -> DashboardService.start(nowhere))
        .hasMessageContaining("no broker answered at \"localhost:1\"");
  }
}
