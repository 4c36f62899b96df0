package io.tocsin.replay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertDiffTest {

  private static final Instant TEN = Instant.parse("2022-02-11T10:00:00Z");
  private static final List<Rule> OLD = rules("evacuate", 3);
  private static final List<Rule> NEW = rules("evacuate OR flee", 5);

  private static List<Rule> rules(String match, int voices) {
    String yaml =
        """
        rules:
          - id: leave
            match: %s
            windows: [1h]
            falseAlarms: 1 per 30d
            minimum: {voices: %d, sources: 2}
        """
            .formatted(match, voices);
    return RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
  }

  private static Episode episode(
      String id, Instant opened, @Nullable Instant ended, Episode.@Nullable Standing other) {
    return new Episode(
        id, "leave", "UA", opened, opened, ended, "RESOLVED", "", 3, "three | reports", other);
  }

  private static Instant after(int hours) {
    return TEN.plus(Duration.ofHours(hours));
  }

  @Test
  void shouldFindNothingInTheSameAlerts() {
    List<Episode> alerts = List.of(episode("a", TEN, after(1), null));

    assertThat(AlertDiff.of(alerts, alerts, OLD, OLD))
        .satisfies(diff -> assertThat(diff.isEmpty()).isTrue())
        .satisfies(diff -> assertThat(diff.unchanged()).isOne());
  }

  @Test
  void shouldTellALostAlertWithHowNearTheOtherSetWas() {
    Episode lost = episode("a", TEN, after(1), new Episode.Standing(4, 5, "1h", 3));
    AlertDiff diff = AlertDiff.of(List.of(lost), List.of(), OLD, NEW);

    assertThat(diff.changes()).singleElement().isInstanceOf(Change.Lost.class);
    assertThat(diff.changes().get(0).reason())
        .contains("match was evacuate and is evacuate OR flee")
        .contains("minimum was 3 voices, 2 sources and is 5 voices, 2 sources")
        .contains("counted 4 of 5 in 1h from 3 sources");
    assertThat(diff.rules().get("leave").lost()).isOne();
  }

  @Test
  void shouldTellHowMuchLaterAnAlertRings() {
    AlertDiff diff =
        AlertDiff.of(
            List.of(episode("a", TEN, after(3), null)),
            List.of(episode("b", after(2), after(4), null)),
            OLD,
            NEW);

    assertThat(diff.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Moved.class, moved -> assertThat(moved.later()).isEqualTo(Duration.ofHours(2)));
    assertThat(DiffText.markdown(diff)).contains("later by 2h");
  }

  @Test
  void shouldNotPairWhatIsFarApart() {
    AlertDiff diff =
        AlertDiff.of(
            List.of(episode("a", TEN, after(1), null)),
            List.of(episode("b", after(9), after(10), null)),
            OLD,
            NEW);

    assertThat(diff.changes()).hasExactlyElementsOfTypes(Change.Lost.class, Change.Added.class);
  }

  @Test
  void shouldTellWhatIsAlteredInAnAlertThatRingsAtTheSameTime() {
    AlertDiff diff =
        AlertDiff.of(
            List.of(episode("a", TEN, after(1), null)),
            List.of(episode("a", TEN, null, null)),
            OLD,
            OLD);

    assertThat(diff.changes())
        .singleElement()
        .extracting(Change::reason)
        .isEqualTo("ended 2022-02-11T11:00:00Z → open");
  }

  @Test
  void shouldKeepEveryTextInItsCell() {
    AlertDiff diff = AlertDiff.of(List.of(), List.of(episode("a", TEN, null, null)), OLD, OLD);

    assertThat(DiffText.markdown(diff)).contains("three \\| reports");
    assertThat(DiffText.json(diff))
        .contains("\"what\" : \"added\"", "\"summary\" : \"three | reports\"");
  }
}
