package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.AlertEvent.Type.OPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.REOPENED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RESOLVED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.RETRACTED;
import static io.tocsin.alerts.core.detect.AlertEvent.Type.UPDATED;
import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DetectionTest {

  private final Rule rule = Rules.rule("evacuation").build();
  private final Desk desk = new Desk(rule);

  /** Two weeks with a report every eight hours. */
  private void quietFortnight() {
    for (int i = 0; i < 42; i++) {
      desk.say("source" + i % 5, "quiet" + i, at(0, 8 * i, 17));
    }
  }

  @Nested
  class Ringing {

    @Test
    void shouldRingOnceForABurstAfterAQuietFortnightAndResolve() {
      quietFortnight();
      desk.burst(7, 4, at(14, 9, 0), 40 * MINUTE);
      desk.runTo(at(16, 0, 0));

      assertThat(desk.types()).startsWith(OPENED).endsWith(RESOLVED);
      assertThat(desk.types()).doesNotContain(REOPENED);
      assertThat(desk.types().stream().filter(OPENED::equals)).hasSize(1);
      AlertEvent opened = desk.events().get(0);
      assertThat(opened.at()).isBetween(at(14, 9, 10), at(14, 9, 40));
      assertThat(opened.alert().onsetAt()).isEqualTo(at(14, 9, 0));
      assertThat(desk.last().at()).isBetween(at(14, 10, 0), at(14, 17, 0));
    }

    @Test
    void shouldRingForTheFirstReportsThatAKeyEverHas() {
      desk.say("a", "1", at(0, 12, 0));
      desk.say("b", "2", at(0, 12, 10));
      desk.say("c", "3", at(0, 12, 20));
      desk.runTo(at(0, 13, 0));

      assertThat(desk.types()).startsWith(OPENED);
      assertThat(desk.last().alert().decision().expected()).isGreaterThan(0);
    }

    @Test
    void shouldNotRingForOneReportAfterALongSilence() {
      desk.say("a", "1", at(0, 12, 0));
      desk.say("b", "2", at(60, 12, 0));
      desk.runTo(at(61, 0, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldNotRingForThreeReportsInADay() {
      quietFortnight();
      desk.runTo(at(15, 0, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldNotRingForOneSourceThatFloods() {
      quietFortnight();
      desk.burst(300, 1, at(14, 9, 0), HOUR);
      desk.runTo(at(15, 0, 0));

      assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldRingForOneSourceWhenTheRuleIsContentWithIt() {
      desk.changeRule(Rules.rule("evacuation").minimum(3, 1).build());
      quietFortnight();
      desk.burst(6, 1, at(14, 9, 0), HOUR);
      desk.runTo(at(14, 12, 0));

      assertThat(desk.types()).startsWith(OPENED);
    }

    @Test
    void shouldRingWhenAllIsSaidAtOneInstant() {
      desk.burst(9, 3, at(1, 9, 0), 0);
      desk.runTo(at(1, 9, 5));

      assertThat(desk.types()).startsWith(OPENED);
      assertThat(desk.events().get(0).at()).isEqualTo(at(1, 9, 0));
    }

    @Test
    void shouldCountFortyCopiesOnce() {
      for (int i = 0; i < 40; i++) {
        desk.say("site" + i, "wire", at(1, 9, i), Signatures.of(1, i));
      }
      desk.runTo(at(1, 9, 59));

      assertThat(desk.events()).isEmpty();
      KeywordCount count = desk.counts().get(desk.counts().size() - 1);
      assertThat(count.observed()).isEqualTo(1);
      assertThat(count.posts()).isGreaterThan(5);
    }

    @Test
    void shouldCountDifferentStoriesApart() {
      for (int i = 0; i < 6; i++) {
        desk.say("site" + i, "story" + i, at(1, 9, i), Signatures.of(i, 0));
      }
      desk.runTo(at(1, 9, 30));

      assertThat(desk.types()).startsWith(OPENED);
    }

    @Test
    void shouldNotBeBlindedByYesterdaysCrisis() {
      quietFortnight();
      desk.burst(120, 6, at(14, 9, 0), 8 * HOUR);
      desk.burst(7, 4, at(16, 9, 0), 40 * MINUTE);
      desk.runTo(at(17, 0, 0));

      assertThat(desk.events())
          .filteredOn(event -> event.type() == OPENED)
          .extracting(AlertEvent::at)
          .satisfiesExactly(
              first -> assertThat(first).isBetween(at(14, 9, 0), at(14, 9, 30)),
              second -> assertThat(second).isBetween(at(16, 9, 0), at(16, 9, 40)));
    }

    @Test
    void shouldTakeALevelThatLastsForWeeksAsTheNewNormal() {
      quietFortnight();
      desk.burst(24 * 60, 6, at(14, 0, 0), 60 * DAY);
      desk.runTo(at(74, 0, 0));

      assertThat(desk.events().get(0).type()).isEqualTo(OPENED);
      assertThat(desk.last().type()).isEqualTo(RESOLVED);
      assertThat(desk.last().at()).isBetween(at(17, 0, 0), at(44, 0, 0));
    }

    @Test
    void shouldSeeAnotherRuleAndScopeApart() {
      desk.say("a", "1", at(0, 12, 0));
      desk.say("b", "2", at(0, 12, 1));
      Rule other = Rules.rule("invasion").build();
      DetectStage stage =
          new DetectStage(id -> other, new InMemoryPendingMentions(), new InMemoryKeyStates());
      stage.hold(Rules.mention(other, "PL", "a", "1", at(0, 12, 0)));
      stage.hold(Rules.mention(other, "UA", "b", "2", at(0, 12, 0)));
      stage.hold(Rules.mention(other, "UA", "c", "3", at(0, 12, 0)));
      stage.advance(at(0, 13, 0), output -> assertThat(output).isInstanceOf(KeywordCount.class));
    }
  }

  @Nested
  class Proving {

    @Test
    void shouldCarryWhatIsNeededToDecideAgain() {
      quietFortnight();
      desk.burst(7, 4, at(14, 9, 0), 40 * MINUTE);
      desk.runTo(at(14, 12, 0));

      Alert alert = desk.events().get(0).alert();
      Decision decision = alert.decision();
      double mean =
          decision.windowMillis()
              * decision.windowFactor()
              * decision.forecastShape()
              / decision.forecastExposureMillis();
      NegativeBinomial again =
          NegativeBinomial.predictive(mean, decision.dispersion(), decision.forecastShape());
      assertThat(decision.expected()).isEqualTo(mean);
      assertThat(decision.probability())
          .isEqualTo(again.tail(decision.observed()))
          .isLessThanOrEqualTo(decision.significance());
      assertThat(decision.observed()).isGreaterThanOrEqualTo(decision.threshold());
      assertThat(again.tail(decision.threshold() - 1)).isGreaterThan(decision.significance());
      assertThat(decision.sources()).isSorted().hasSizeGreaterThanOrEqualTo(2);
      assertThat(alert.labels()).containsEntry("desk", "europe");
      assertThat(alert.ruleHash()).isEqualTo(rule.hash());
      assertThat(alert.evidence()).hasSize(decision.posts());
      assertThat(alert.evidence().get(0).excerpt()).startsWith("All must evacuate");
      assertThat(alert.evidence()).extracting(Evidence::voice).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayItInOneSentence() {
      desk.burst(7, 4, at(1, 9, 0), 6 * MINUTE);
      desk.runTo(at(1, 9, 30));

      assertThat(desk.events().get(0).alert().summary())
          .isEqualTo(
              "evacuation: 3 independent reports from 3 sources on Ukraine in 10 min;"
                  + " under 0.1 expected");
    }

    @Test
    void shouldKeepTwentyPostsAndLetCopiesGoFirst() {
      desk.say("alone", "only", at(1, 9, 0), Signatures.of(7, 0));
      for (int i = 0; i < 60; i++) {
        desk.say("site" + i, "wire", at(1, 9, 1) + i, Signatures.of(i % 3, i / 3));
      }
      desk.runTo(at(1, 20, 0));

      List<Evidence> evidence = desk.last().alert().evidence();
      assertThat(evidence).hasSize(20).extracting(Evidence::postKey).contains("alone:only");
      assertThat(evidence).extracting(Evidence::mentionedAt).isSorted();
    }
  }

  @Nested
  class Living {

    @Test
    void shouldNumberEventsWithoutGapsAndNeverHaveTwoOpen() {
      quietFortnight();
      desk.burst(30, 6, at(14, 9, 0), 3 * HOUR);
      desk.burst(30, 6, at(15, 9, 0), 3 * HOUR);
      desk.runTo(at(17, 0, 0));

      assertThat(desk.events()).hasSizeGreaterThan(4);
      LifecycleLaws.check(desk.events());
    }

    @Test
    void shouldTellWhenTheSeverityRises() {
      desk.burst(3, 3, at(1, 9, 0), 3 * MINUTE);
      desk.burst(9, 9, at(1, 9, 3), 3 * MINUTE);
      desk.runTo(at(1, 9, 10));

      assertThat(desk.types()).containsExactly(OPENED, UPDATED);
      assertThat(desk.events().get(0).alert().severity()).isEqualTo("warning");
      assertThat(desk.last().alert().severity()).isEqualTo("critical");
      assertThat(desk.last().reason()).contains("critical");
    }

    @Test
    void shouldTellGrowthAtMostEveryFiveMinutes() {
      desk.changeRule(Rules.rule("evacuation").build());
      desk.burst(600, 4, at(1, 9, 0), 30 * MINUTE);
      desk.runTo(at(1, 9, 40));

      List<AlertEvent> updates =
          desk.events().stream().filter(event -> event.type() == UPDATED).toList();
      assertThat(updates).hasSizeGreaterThan(2);
      for (int i = 1; i < updates.size(); i++) {
        assertThat(updates.get(i).at() - updates.get(i - 1).at())
            .isGreaterThanOrEqualTo(5 * MINUTE);
      }
    }

    @Test
    void shouldKeepALongCrisisOneAlert() {
      quietFortnight();
      desk.burst(24 * 10, 6, at(14, 0, 0), DAY);
      desk.burst(60, 6, at(15, 0, 0), 2 * HOUR);
      desk.burst(22 * 5, 6, at(15, 2, 0), 22 * HOUR);
      desk.runTo(at(16, 0, 0));

      assertThat(desk.types()).startsWith(OPENED).doesNotContain(RESOLVED, REOPENED);
      assertThat(desk.types().stream().filter(OPENED::equals)).hasSize(1);
      assertThat(desk.events())
          .as("the second wave is an update")
          .anyMatch(event -> event.type() == UPDATED && event.at() >= at(15, 0, 0));
    }

    @Test
    void shouldReopenTheSameAlertWithinTheCooldown() {
      desk.changeRule(Rules.rule("evacuation").windows(Duration.ofMinutes(10), HOUR_LONG).build());
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.burst(6, 3, at(1, 12, 0), 10 * MINUTE);
      desk.runTo(at(1, 18, 0));

      assertThat(desk.types().stream().filter(type -> type != UPDATED))
          .containsExactly(OPENED, RESOLVED, REOPENED, RESOLVED);
      assertThat(desk.events()).extracting(AlertEvent::alertId).containsOnly(id(at(1, 9, 0)));
      LifecycleLaws.check(desk.events());
    }

    @Test
    void shouldOpenAnotherAlertAfterTheCooldown() {
      desk.changeRule(Rules.rule("evacuation").windows(Duration.ofMinutes(10), HOUR_LONG).build());
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.burst(6, 3, at(1, 15, 0), 10 * MINUTE);
      desk.runTo(at(1, 20, 0));

      assertThat(desk.types().stream().filter(type -> type != UPDATED))
          .containsExactly(OPENED, RESOLVED, OPENED, RESOLVED);
      assertThat(desk.last().alertId()).isEqualTo(id(at(1, 15, 0)));
    }

    @Test
    void shouldResolveOnTimeWhenTheClockJumpsDays() {
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 9, 30));
      desk.runTo(at(30, 0, 0));

      assertThat(desk.last().type()).isEqualTo(RESOLVED);
      assertThat(desk.last().at()).isLessThan(at(1, 16, 0));
      assertThat(desk.tickingKeys()).isZero();
    }

    @Test
    void shouldNotFlapWhenACountHoversAtTheThreshold() {
      quietFortnight();
      for (int i = 0; i < 48; i++) {
        desk.say("source" + i % 4, "hover" + i, at(14, 9, 0) + i * 10L * MINUTE);
      }
      desk.runTo(at(16, 0, 0));

      assertThat(desk.types().stream().filter(type -> type != UPDATED))
          .containsExactly(OPENED, RESOLVED);
    }

    private static final Duration HOUR_LONG = Duration.ofHours(1);

    private static String id(long onset) {
      return AlertIds.alert(new RuleScope("evacuation", "UA"), onset);
    }
  }

  @Nested
  class Retracting {

    @Test
    void shouldRetractWhenAnEditTakesTheGroundAway() {
      desk.say("a", "1", at(1, 9, 0));
      desk.say("b", "2", at(1, 9, 1));
      MentionEvent wrong = desk.say("c", "3", at(1, 9, 2));
      desk.takeBack(wrong, at(1, 9, 20), "edited");
      desk.runTo(at(1, 9, 30));

      assertThat(desk.types()).containsExactly(OPENED, RETRACTED);
      AlertEvent retracted = desk.last();
      assertThat(retracted.at()).isEqualTo(at(1, 9, 20));
      assertThat(retracted.reason()).contains("c:3", "edited");
      assertThat(retracted.alert().status()).isEqualTo(Alert.Status.RETRACTED);
      assertThat(retracted.alert().evidence())
          .extracting(Evidence::postKey)
          .containsExactly("a:1", "b:2");
    }

    @Test
    void shouldRetractAfterTheEndWithinADay() {
      MentionEvent killed = desk.say("a", "1", at(1, 9, 0));
      desk.say("b", "2", at(1, 9, 1));
      desk.say("c", "3", at(1, 9, 2));
      desk.takeBack(killed, at(2, 9, 0), "killed");
      desk.runTo(at(2, 12, 0));

      assertThat(desk.types()).containsExactly(OPENED, RESOLVED, RETRACTED);
      assertThat(desk.last().sequence()).isEqualTo(3);
    }

    @Test
    void shouldLeaveAnAlertThatEndedLongAgo() {
      MentionEvent killed = desk.say("a", "1", at(1, 9, 0));
      desk.say("b", "2", at(1, 9, 1));
      desk.say("c", "3", at(1, 9, 2));
      desk.takeBack(killed, at(3, 9, 0), "killed");
      desk.runTo(at(4, 0, 0));

      assertThat(desk.types()).containsExactly(OPENED, RESOLVED);
    }

    @Test
    void shouldStandWhileEnoughIsLeft() {
      desk.burst(6, 4, at(1, 9, 0), 6 * MINUTE);
      MentionEvent wrong = desk.say("wrong", "1", at(1, 9, 7));
      desk.takeBack(wrong, at(1, 9, 20), "edited");
      desk.runTo(at(1, 9, 30));

      assertThat(desk.types()).doesNotContain(RETRACTED);
    }

    @Test
    void shouldIgnoreWhatItNeverHeardOf() {
      desk.takeBack(Rules.mention(rule, "UA", "ghost", "1", at(1, 8, 0)), at(1, 9, 0), "edited");
      desk.runTo(at(1, 10, 0));

      assertThat(desk.outputs()).isEmpty();
    }

    @Test
    void shouldReopenWhenItIsSaidAgain() {
      desk.say("a", "1", at(1, 9, 0));
      desk.say("b", "2", at(1, 9, 1));
      MentionEvent wrong = desk.say("c", "3", at(1, 9, 2));
      desk.takeBack(wrong, at(1, 9, 20), "edited");
      desk.say("d", "4", at(1, 9, 30));
      desk.runTo(at(1, 9, 40));

      assertThat(desk.types()).containsExactly(OPENED, RETRACTED, REOPENED);
      LifecycleLaws.check(desk.events());
    }
  }

  @Nested
  class Rulechanges {

    @Test
    void shouldResolveWhenTheRuleIsRemoved() {
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 9, 30));
      desk.changeRule(null);
      desk.runTo(at(1, 9, 40));

      assertThat(desk.last().type()).isEqualTo(RESOLVED);
      assertThat(desk.last().reason()).isEqualTo("the rule was removed");
      assertThat(desk.last().at()).isEqualTo(at(1, 9, 31));
      assertThat(desk.tickingKeys()).isZero();
    }

    @Test
    void shouldResolveWhenTheRuleIsSwitchedOff() {
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 9, 30));
      desk.changeRule(Rules.rule("evacuation").disabled().build());
      desk.runTo(at(1, 9, 40));

      assertThat(desk.last().reason()).isEqualTo("the rule was switched off");
    }

    @Test
    void shouldStartAnewWhenTheRuleChanges() {
      desk.burst(6, 3, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 9, 30));
      desk.changeRule(Rules.rule("evacuation").hash("hash-2").minimum(2, 2).build());
      desk.say("new1", "1", at(1, 9, 35));
      desk.runTo(at(1, 9, 40));

      assertThat(desk.last().type()).isEqualTo(RESOLVED);
      assertThat(desk.last().reason()).isEqualTo("the rule was changed");
      assertThat(desk.counts().get(desk.counts().size() - 1).observed()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreMentionsOfAnotherVersionOfTheRule() {
      Rule old = rule;
      desk.changeRule(Rules.rule("evacuation").hash("hash-2").build());
      DetectStage stage =
          new DetectStage(
              id -> Rules.rule("evacuation").hash("hash-2").build(),
              new InMemoryPendingMentions(),
              new InMemoryKeyStates());
      for (int i = 0; i < 9; i++) {
        stage.hold(Rules.mention(old, "UA", "s" + i, "p", at(1, 9, i)));
      }
      stage.advance(at(1, 10, 0), output -> assertThat(output).as("nothing may come").isNull());
    }

    @Test
    void shouldTreatAnUnusableRuleAsNone() {
      desk.changeRule(Rules.rule("evacuation").budget(1000, Duration.ofMinutes(1)).build());
      desk.burst(50, 5, at(1, 9, 0), 10 * MINUTE);
      desk.runTo(at(1, 10, 0));

      assertThat(desk.outputs()).isEmpty();
    }
  }
}
