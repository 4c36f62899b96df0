package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules over HTTP, on a real broker and registry. */
@ExtendWith(ClusterExtension.class)
class RulesIT {
  static final String TOKEN = "a-token-of-the-test-desk";
  private static final String FLOOD =
      "id: flood\nmatch: flood OR evacuate\nwindows: [1h]\nfalseAlarms: 1 per 7d\n";

  @AfterAll
  static void shouldHaveAnsweredAllThatIsDocumented() {
    List<String> documented = Contract.PUBLISHED.documented(path -> path.startsWith("/api/rules"));
    // the cluster would have to be away, or a trial to be ended: told by tests of their own
    documented.remove("get /api/rules 503");
    documented.remove("post /api/rules 503");
    documented.remove("post /api/rules/trial 503");
    documented.remove("post /api/rules/trial 409");
    assertThat(Contract.PUBLISHED.seen()).containsAll(documented);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String change(String yaml, String replaces) {
    return json().put("yaml", yaml).put("replaces", replaces).toString();
  }

  private static String trial(String client, String yaml) {
    return json().put("client", client).put("yaml", yaml).toString();
  }

  private static Shown writable(TestCluster cluster) {
    return Shown.start(cluster, Map.of("tocsin.dashboard.tokens", TOKEN));
  }

  static void apply(TestCluster cluster, List<Rule> rules) {
    ServiceConfigBuilder config = io.tocsin.runtime.config.ServiceConfig.builder(List.of());
    cluster.settings().forEach(config::set);
    new RulesTopic(config.build()).apply(rules, InstantSource.system());
  }

  private static List<String> ids(JsonNode answer) {
    return answer.findValuesAsText("ruleId");
  }

  @Test
  void shouldAddChangeSwitchAndTellConflicts(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      assertThat(shown.get("/api/rules", 200).get("set").asInt()).isZero();
      JsonNode added = shown.post("/api/rules", TOKEN, change(FLOOD, ""), 200);
      assertThat(added.get("change").asText()).isEqualTo("added");
      assertThat(added.get("set").asInt()).isEqualTo(1);
      String stamp = added.at("/rule/stamp").asText();
      String yaml = added.at("/rule/yaml").asText();
      assertThat(shown.post("/api/rules", TOKEN, change(FLOOD, ""), 409).get("detail").asText())
          .contains("rule flood: expected none of this id, found " + stamp);

      String labelled = yaml + "labels: {desk: europe}\n";
      JsonNode changed = shown.post("/api/rules", TOKEN, change(labelled, stamp), 200);
      assertThat(changed.get("change").asText()).isEqualTo("relabelled");
      assertThat(changed.at("/rule/version").asInt()).isEqualTo(1);
      assertThat(shown.post("/api/rules", TOKEN, change(yaml, stamp), 409).get("type").asText())
          .isEqualTo("urn:tocsin:problem:conflict");

      String now = changed.at("/rule/stamp").asText();
      String replaces = json().put("replaces", now).toString();
      JsonNode off = shown.post("/api/rules/flood/disable", TOKEN, replaces, 200);
      assertThat(off.at("/rule/enabled").asBoolean()).isFalse();
      assertThat(off.at("/rule/version").asInt()).isEqualTo(2);
      shown.post("/api/rules/flood/disable", TOKEN, replaces, 409);
      shown.post("/api/rules/flood/enable", TOKEN, replaces, 409);
      replaces = json().put("replaces", off.at("/rule/stamp").asText()).toString();
      JsonNode on = shown.post("/api/rules/flood/enable", TOKEN, replaces, 200);
      assertThat(on.at("/rule/yaml").asText()).isEqualTo(changed.at("/rule/yaml").asText());
      shown.post("/api/rules/none/disable", TOKEN, replaces, 404);

      JsonNode one = shown.get("/api/rules/flood", 200);
      assertThat(one.at("/labels/desk").asText()).isEqualTo("europe");
      shown.get("/api/rules/none", 404);
      assertThat(ids(shown.get("/api/rules?text=EVACUATE%20europe", 200))).containsExactly("flood");
      assertThat(ids(shown.get("/api/rules?text=earthquake", 200))).isEmpty();
    }
  }

  @Test
  void shouldChangeNothingForStrangers(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      String body = change(FLOOD, "");
      shown.post("/api/rules", "", body, 401);
      shown.post("/api/rules", TOKEN + "x", body, 401);
      shown.post("/api/rules/flood/disable", "", json().put("replaces", "").toString(), 401);
      HttpRequest form =
          HttpRequest.newBuilder(shown.address().resolve("/api/rules"))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> refused = shown.answer(form);
      Contract.PUBLISHED.check(
          "post", "/api/rules", refused.statusCode(), "application/problem+json", refused.body());
      assertThat(refused.statusCode()).isEqualTo(415);
      shown.post("/api/rules", TOKEN, "{\"yaml\": 7}", 400);
      shown.post("/api/rules", TOKEN, "{", 400);
      JsonNode unusable =
          shown.post(
              "/api/rules", TOKEN, change("id: flood\nmatch: (flood\nwindow: 1h\n", ""), 422);
      assertThat(unusable.get("problems")).hasSize(2);
      assertThat(unusable.at("/problems/0/line").asInt()).isEqualTo(2);
      assertThat(shown.get("/api/rules", 200).get("total").asInt()).isZero();
      assertThat(shown.get("/api/rules?limit=0", 400).get("detail").asText())
          .isEqualTo("limit: \"0\"; expected a whole number from 1 to 500");
    }
    try (Shown shown = Shown.early(cluster)) {
      shown.post("/api/rules", TOKEN, change(FLOOD, ""), 403);
      assertThat(shown.get("/api/rules", 200).get("writable").asBoolean()).isFalse();
    }
  }

  @Test
  void shouldAnswerNobodyUnderANameOfTheirOwn(TestCluster cluster) throws Exception {
    try (Shown shown = Shown.start(cluster, Map.of("tocsin.dashboard.hosts", "page.example"))) {
      assertThat(statusUnder(shown.address(), "evil.example")).isEqualTo("421");
      assertThat(statusUnder(shown.address(), "page.example")).isEqualTo("200");
      assertThat(statusUnder(shown.address(), "localhost:1")).isEqualTo("200");
    }
  }

  private static String statusUnder(URI address, String host) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET /api/alerts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.split(" ", 3)[1];
    }
  }

  @Test
  void shouldTryARuleOnThePostsThatThereAre(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      Trials.publish(cluster, shown.topics());
      JsonNode tried = shown.post("/api/rules/trial", "", trial("a", FLOOD), 200);
      assertThat(tried.get("problems")).isEmpty();
      assertThat(tried.get("posts").asInt()).isEqualTo(Trials.POSTS);
      assertThat(tried.get("matching").asInt()).isEqualTo(Trials.MATCHING);
      assertThat(tried.get("complete").asBoolean()).isTrue();
      assertThat(tried.get("alertsInAll").asInt()).isEqualTo(1);
      assertThat(tried.at("/alerts/0/observed").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(tried.at("/matches/0/title").asText()).isEqualTo(Alerts.HOSTILE);

      String other = FLOOD.replace("flood OR evacuate", "nothing-of-it");
      assertThat(shown.post("/api/rules/trial", "", trial("a", other), 200).get("matching").asInt())
          .isZero();
      JsonNode wrong = shown.post("/api/rules/trial", "", trial("a", "id: x\nmatch: (\n"), 200);
      assertThat(wrong.at("/problems/0/text").asText()).startsWith("line 2: rule x: match = (: ");
      assertThat(wrong.has("posts")).isFalse();
      shown.post("/api/rules/trial", "", trial("no client!", FLOOD), 400);
      shown.post("/api/rules/trial", "", trial("a", "#".repeat(300_000)), 413);
      assertThat(shown.get("/api/rules", 200).get("total").asInt()).isZero();
    }
  }

  @Test
  void shouldLetOneOfTwoWhoChangeARuleAtOnceKnow(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      String stamp =
          shown.post("/api/rules", TOKEN, change(FLOOD, ""), 200).at("/rule/stamp").asText();
      List<CompletableFuture<Integer>> writers = new ArrayList<>();
      for (String word : List.of("dam", "river", "rain")) {
        HttpRequest request =
            HttpRequest.newBuilder(shown.address().resolve("/api/rules"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(
                    BodyPublishers.ofString(change(FLOOD.replace("flood OR", word + " OR"), stamp)))
                .build();
        writers.add(CompletableFuture.supplyAsync(() -> shown.answer(request).statusCode()));
      }
      List<Integer> statuses = writers.stream().map(CompletableFuture::join).sorted().toList();
      assertThat(statuses.get(0)).isEqualTo(200);
      assertThat(statuses.subList(1, 3)).allMatch(status -> status == 409 || status == 503);
      assertThat(shown.get("/api/rules/flood", 200).get("version").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldPageThroughTenThousandRules(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      apply(cluster, Trials.rules(RuleFile.MOST_RULES));
      JsonNode last = shown.get("/api/rules?offset=9990&limit=500", 200);
      assertThat(last.get("total").asInt()).isEqualTo(RuleFile.MOST_RULES);
      assertThat(last.get("rules")).hasSize(10);
      assertThat(ids(shown.get("/api/rules?text=word777", 200))).hasSize(11);
      assertThatThrownBy(() -> shown.post("/api/rules", TOKEN, change(FLOOD, ""), 200))
          .hasMessageContaining("10000 rules already");
    }
  }
}
