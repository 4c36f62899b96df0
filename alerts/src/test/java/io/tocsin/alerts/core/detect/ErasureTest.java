package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.REDACTED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RESOLVED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RETRACTED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.UPDATED;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a post said leaves the alerts that showed it, whatever else becomes of them. */
class ErasureTest {

  private final Desk desk = new Desk(Rules.rule("evacuation").build());

  /** Six reports of six sources in ten minutes; the first is the one that is erased. */
  private MentionEvent ring() {
    MentionEvent first = desk.say("a", "secret", at(1, 9, 0));
    desk.burst(5, 5, at(1, 9, 1), 9 * MINUTE);
    desk.runTo(at(1, 9, 30));
    assertThat(desk.types()).startsWith(OPENED).doesNotContain(RESOLVED);
    assertThat(text(desk.last())).contains("Title of secret", "says secret");
    return first;
  }

  private static String text(AlertEvent event) {
    StringBuilder text = new StringBuilder(event.reason()).append(event.alert().summary());
    event.alert().evidence().stream()
        .filter(post -> post.postKey().equals("a:secret"))
        .forEach(
            post ->
                text.append(post.title())
                    .append(post.url())
                    .append(post.excerpt())
                    .append(post.highlights())
                    .append(post.contexts()));
    return text.toString();
  }

  private void assertForgotten(List<AlertEvent> events) {
    assertThat(events)
        .allSatisfy(
            event -> assertThat(text(event)).doesNotContain("Title of", "evacuate now", "example"));
    assertThat(new String(desk.state(), StandardCharsets.UTF_8))
        .doesNotContain("Title of secret", "says secret", "https://a.example/secret");
    LifecycleLaws.check(desk.events());
  }

  private List<AlertEvent> since(int before) {
    return desk.events().subList(before, desk.events().size());
  }

  @Test
  void shouldTellAtOnceThatTheTextsAreGoneAndNothingElse() {
    MentionEvent secret = ring();
    AlertEvent before = desk.last();
    int told = desk.events().size();

    desk.takeBack(secret, at(1, 9, 31), MentionEvent.ERASED);
    desk.runTo(at(1, 9, 32));
    desk.restart();
    desk.runTo(at(2, 9, 0));

    AlertEvent redacted = since(told).get(0);
    assertThat(redacted.type()).isEqualTo(REDACTED);
    assertThat(redacted.at()).isEqualTo(at(1, 9, 31));
    assertThat(redacted.reason()).contains("a:secret", "erased");
    assertThat(redacted.alert().status()).isEqualTo(Alert.Status.OPEN);
    assertThat(redacted.alert().decision()).isEqualTo(before.alert().decision());
    assertThat(redacted.alert().evidence())
        .extracting(Evidence::postKey)
        .isEqualTo(before.alert().evidence().stream().map(Evidence::postKey).toList());
    assertThat(desk.last().type()).isEqualTo(RESOLVED);
    assertForgotten(since(told));
  }

  @Test
  void shouldNotTellApartWhatARetractionTells() {
    MentionEvent secret = desk.say("a", "secret", at(1, 9, 0));
    desk.burst(2, 2, at(1, 9, 1), 2 * MINUTE);
    desk.runTo(at(1, 9, 10));
    assertThat(desk.types()).containsExactly(OPENED);

    desk.takeBack(secret, at(1, 9, 31), MentionEvent.ERASED);
    desk.runTo(at(1, 9, 32));

    assertThat(desk.types()).containsExactly(OPENED, RETRACTED);
    assertThat(desk.last().reason()).contains("post a:secret was erased: 2 independent reports");
    assertForgotten(since(1));
  }

  @Test
  void shouldReachTheEvidenceOfAnAlertThatHasEnded() {
    MentionEvent secret = ring();
    desk.runTo(at(2, 0, 0));
    AlertEvent resolved = desk.last();
    assertThat(resolved.type()).isEqualTo(RESOLVED);
    assertThat(text(resolved)).contains("Title of secret");
    int told = desk.events().size();

    desk.takeBack(secret, at(2, 0, 1), MentionEvent.ERASED);
    desk.runTo(at(2, 0, 2));

    assertThat(since(told)).extracting(AlertEvent::type).containsExactly(REDACTED);
    assertThat(desk.last().alert().status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(desk.last().alert().endedAt()).isEqualTo(resolved.alert().endedAt());
    assertForgotten(since(told));
  }

  @Test
  void shouldReachWhatAKillOrAnEditLeftStanding() {
    MentionEvent secret = ring();
    desk.takeBack(secret, at(1, 9, 31), "killed");
    desk.runTo(at(1, 9, 32));
    int told = desk.events().size();
    assertThat(text(desk.last())).as("a kill takes no text back").contains("Title of secret");

    desk.takeBack(secret, at(1, 9, 33), MentionEvent.ERASED);
    desk.runTo(at(1, 9, 34));

    assertThat(since(told)).extracting(AlertEvent::type).containsExactly(REDACTED);
    assertForgotten(since(told));
  }

  @Test
  void shouldReachTheAlertsOfARuleThatIsGone() {
    MentionEvent secret = ring();
    int told = desk.events().size();
    desk.changeRule(null);

    desk.takeBack(secret, at(1, 9, 31), MentionEvent.ERASED);
    desk.runTo(at(1, 9, 31));

    assertThat(since(told)).extracting(AlertEvent::type).containsExactly(RESOLVED);
    assertForgotten(since(told));
  }

  @Test
  void shouldSayNothingWhereNothingWasShown() {
    ring();
    int told = desk.events().size();
    MentionEvent unshown =
        Rules.mention(Rules.rule("evacuation").build(), "UA", "b", "other", at(1, 8, 0), null);

    desk.takeBack(unshown, at(1, 9, 31), MentionEvent.ERASED);
    desk.runTo(at(1, 9, 31));

    assertThat(since(told)).isEmpty();
  }

  @Test
  void shouldNotTellAnErasureTwiceNorHoldBackGrowth() {
    MentionEvent secret = ring();
    desk.takeBack(secret, at(1, 9, 31), MentionEvent.ERASED);
    desk.takeBack(secret, at(1, 9, 32), MentionEvent.ERASED);
    desk.burst(40, 9, at(1, 9, 40), 10 * MINUTE);
    desk.runTo(at(1, 10, 0));

    assertThat(desk.types().stream().filter(REDACTED::equals)).hasSize(1);
    assertThat(desk.types()).endsWith(UPDATED);
    LifecycleLaws.check(desk.events());
  }
}
