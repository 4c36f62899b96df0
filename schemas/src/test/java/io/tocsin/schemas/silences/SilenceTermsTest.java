package io.tocsin.schemas.silences;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTermsTest {
  private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
  private static final AlertTraits ALERT = new AlertTraits("flood", "UA", "a1", "warning");

  private static Silence.Builder silence() {
    return Silence.newBuilder()
        .setSilenceId("s1")
        .setCreatedAt(AT)
        .setStartsAt(AT)
        .setEndsAt(AT.plusSeconds(60));
  }

  @Test
  void shouldBeAboutAlertsThatHaveAllThatIsNamed() {
    assertThat(SilenceTerms.isAbout(silence().setRuleId("flood").build(), ALERT)).isTrue();
    assertThat(SilenceTerms.isAbout(silence().setScope("UA").build(), ALERT)).isTrue();
    assertThat(SilenceTerms.isAbout(silence().setAlertId("a1").build(), ALERT)).isTrue();
    assertThat(SilenceTerms.isAbout(silence().setSeverity("warning").build(), ALERT)).isTrue();
    assertThat(SilenceTerms.isAbout(silence().setSeverity("critical").build(), ALERT)).isFalse();
    assertThat(SilenceTerms.isAbout(silence().setRuleId("flood").setScope("").build(), ALERT))
        .isFalse();
    assertThat(
            SilenceTerms.isAbout(
                silence().setScope("").build(), new AlertTraits("flood", "", "a", "")))
        .isTrue();
  }

  @Test
  void shouldBeOnFromItsStartAndNotAtItsEnd() {
    Silence silence = silence().setRuleId("flood").build();

    assertThat(SilenceTerms.isOn(silence, AT.minusMillis(1))).isFalse();
    assertThat(SilenceTerms.isOn(silence, AT)).isTrue();
    assertThat(SilenceTerms.isOn(silence, AT.plusSeconds(60))).isFalse();
    assertThat(SilenceTerms.isOver(silence, AT.plusSeconds(60))).isTrue();
  }

  @Test
  void shouldTakeWhatIsWithinTheLimits() {
    assertThat(
            SilenceTerms.problems(
                silence()
                    .setRuleId("flood")
                    .setScope("")
                    .setEndsAt(AT.plus(SilenceTerms.LONGEST))
                    .setAuthor("x".repeat(SilenceTerms.LONGEST_AUTHOR))
                    .setComment("x".repeat(SilenceTerms.LONGEST_COMMENT))
                    .build()))
        .isEmpty();
  }

  @Test
  void shouldTellAllThatIsWrong() {
    Silence wrong =
        silence()
            .setSilenceId("no id!")
            .setEndsAt(AT.plus(SilenceTerms.LONGEST).plusMillis(1))
            .setComment("two\nlines")
            .setAuthor("x".repeat(SilenceTerms.LONGEST_AUTHOR + 1))
            .build();

    assertThat(SilenceTerms.problems(wrong))
        .hasSize(5)
        .anySatisfy(problem -> assertThat(problem).startsWith("no matcher; expected"))
        .anySatisfy(problem -> assertThat(problem).startsWith("silenceId: \"no id!\"; expected"))
        .anySatisfy(problem -> assertThat(problem).startsWith("endsAt: 2026-03-31T00:00:00.001Z"))
        .anySatisfy(problem -> assertThat(problem).startsWith("comment: 9 characters"))
        .anySatisfy(problem -> assertThat(problem).startsWith("author: 101 characters"));
    assertThat(SilenceTerms.problems(silence().setRuleId("").build())).hasSize(1);
    assertThat(SilenceTerms.problems(silence().setRuleId("x").setEndsAt(AT).build())).hasSize(1);
    assertThat(
            SilenceTerms.problems(
                silence()
                    .setRuleId("x")
                    .setStartsAt(AT.plus(Duration.ofDays(91)))
                    .setEndsAt(AT.plus(Duration.ofDays(92)))
                    .build()))
        .hasSize(1);
  }

  @Test
  void shouldNameTheOneThatEndsLast() {
    Silences silences =
        Silences.of(
            List.of(
                silence().setSilenceId("short").setRuleId("flood").build(),
                silence()
                    .setSilenceId("long")
                    .setScope("UA")
                    .setEndsAt(AT.plusSeconds(120))
                    .build(),
                silence()
                    .setSilenceId("other")
                    .setScope("DE")
                    .setEndsAt(AT.plusSeconds(500))
                    .build()));

    assertThat(silences.covering(ALERT, AT).orElseThrow().getSilenceId()).isEqualTo("long");
    assertThat(silences.covering(ALERT, AT.plusSeconds(120))).isEmpty();
    assertThat(silences.standing(AT.plusSeconds(90))).hasSize(2);
  }
}
