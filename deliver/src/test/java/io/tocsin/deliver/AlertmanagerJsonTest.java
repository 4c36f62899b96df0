package io.tocsin.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.Evidence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerJsonTest {
  private static final Instant NOW = Events.AT.plus(Duration.ofDays(1));

  private final AlertmanagerJson json =
      new AlertmanagerJson(
          new AlertLink(URI.create("https://page.example/news"), "news"),
          Map.of("team", "one", "scope", "mine"),
          Duration.ofMinutes(5));

  private static Alert alert(int sequence, AlertEventType type) {
    return Events.event("a/b", sequence, type).getAlert();
  }

  private ObjectNode of(Alert alert) {
    return json.of(alert, "why", NOW);
  }

  @Test
  void shouldLetAnOpenAlertEndUnlessItIsToldAgain() {
    ObjectNode open = of(alert(1, AlertEventType.OPENED));
    assertThat(open.path("startsAt").asText()).isEqualTo("2026-03-01T01:00:00Z");
    assertThat(open.path("endsAt").asText()).isEqualTo(NOW.plusSeconds(300).toString());
    assertThat(open.path("generatorURL").asText())
        .isEqualTo("https://page.example/news/#alert=a%2Fb&namespace=news");
  }

  @Test
  void shouldEndWhatIsOverWhenItWasOver() {
    assertThat(of(alert(3, AlertEventType.RESOLVED)).path("endsAt").asText())
        .isEqualTo("2026-03-01T03:00:00Z");
    assertThat(of(alert(3, AlertEventType.RETRACTED)).path("endsAt").asText())
        .isEqualTo("2026-03-01T03:00:00Z");
  }

  /** An end that has yet to come would let it ring on; a start after the end is refused. */
  @Test
  void shouldNeitherEndInTheFutureNorBeforeItsStart() {
    Alert ahead = alert(1_000, AlertEventType.RESOLVED);
    ahead.setOpenedAt(NOW.plusSeconds(60));
    ObjectNode ended = of(ahead);
    assertThat(ended.path("startsAt").asText()).isEqualTo(NOW.toString());
    assertThat(ended.path("endsAt").asText()).isEqualTo(NOW.toString());
    Alert backwards = alert(3, AlertEventType.RESOLVED);
    backwards.setEndedAt(Events.AT);
    assertThat(of(backwards).path("endsAt")).isEqualTo(of(backwards).path("startsAt"));
  }

  @Test
  void shouldKeepLabelsWhateverChanges() {
    ObjectNode first = of(alert(1, AlertEventType.OPENED));
    Alert later = Events.event("a/b", 9, AlertEventType.RESOLVED, "critical").getAlert();
    later.setSummary("otherwise");
    later.setScopeName(null);
    assertThat(of(later).path("labels")).isEqualTo(first.path("labels"));
    assertThat(of(later).path("annotations")).isNotEqualTo(first.path("annotations"));
  }

  @Test
  void shouldNameLabelsAsAlertmanagerTakesThemAndKeepItsOwn() {
    Alert alert = alert(1, AlertEventType.OPENED);
    alert.setLabels(Map.of("1st-one", "x", "alertname", "theirs", "empty", ""));
    ObjectNode labels = (ObjectNode) of(alert).path("labels");
    assertThat(labels.path("_1st_one").asText()).isEqualTo("x");
    assertThat(labels.path("alertname").asText()).isEqualTo("evacuation");
    assertThat(labels.path("scope").asText()).isEqualTo("UA");
    assertThat(labels.has("empty")).isFalse();
  }

  @Test
  void shouldTellSmallAndLargeNumbersAsPeopleWriteThem() {
    Alert alert = alert(1, AlertEventType.OPENED);
    alert.getDecision().setExpected(0.000123456);
    assertThat(of(alert).at("/annotations/expected").asText()).isEqualTo("0.000123");
    alert.getDecision().setExpected(123_456.7);
    assertThat(of(alert).at("/annotations/expected").asText()).isEqualTo("123000");
    alert.getDecision().setExpected(0);
    assertThat(of(alert).at("/annotations/expected").asText()).isEqualTo("0");
  }

  @Test
  void shouldCutWhatIsLongAndShowTheNewestPosts() {
    Alert alert = alert(1, AlertEventType.OPENED);
    alert.setSummary("😀".repeat(2_000));
    assertThat(of(alert).at("/annotations/summary").asText().codePoints().count()).isEqualTo(1_001);
    var posts = new ArrayList<Evidence>();
    for (int i = 0; i < 20; i++) {
      posts.add(Evidence.newBuilder(alert.getEvidence().get(0)).setTitle("" + i).build());
    }
    alert.setEvidence(posts);
    assertThat(of(alert).at("/annotations/evidence").asText().lines())
        .containsExactly("wire: 15", "wire: 16", "wire: 17", "wire: 18", "wire: 19");
  }
}
