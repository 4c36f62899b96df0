package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleRecord.Manifest;
import io.tocsin.alerts.core.rules.RuleRecord.Member;
import io.tocsin.alerts.core.rules.RuleRecord.Unreadable;
import io.tocsin.alerts.core.rules.RulesInForce.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RulesInForceTest {

  private static List<Rule> rules(String yaml) {
    RuleFile file = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(file.problems()).isEmpty();
    return file.rules();
  }

  /** What lies in the topic after the rules were applied to what lay there before. */
  private static Map<String, RuleRecord> applied(Map<String, RuleRecord> topic, String yaml) {
    RuleChanges changes = RuleChanges.between(topic, rules(yaml));
    Map<String, RuleRecord> after = new TreeMap<>(topic);
    changes.written().forEach(rule -> after.put(rule.ruleId(), new Member(rule)));
    changes.removed().forEach(after::remove);
    after.put(RuleRecord.MANIFEST_KEY, changes.manifest());
    return after;
  }

  private static final Map<String, RuleRecord> FIRST =
      applied(Map.of(), "rules: [{id: war, match: war}, {id: flood, match: flood}]");
  private static final RuleSet FIRST_SET = RulesInForce.of(FIRST, RuleSet.EMPTY).set();

  @Nested
  class TakingEffect {

    @Test
    void shouldTakeTheRulesOfTheManifest() {
      assertThat(FIRST_SET.version()).isEqualTo(1);
      assertThat(FIRST_SET.hash()).hasSize(64);
      assertThat(FIRST_SET.rules()).extracting(Rule::ruleId).containsExactly("flood", "war");
      assertThat(FIRST_SET.rule("war")).isPresent();
      assertThat(FIRST_SET.rule("peace")).isEmpty();
    }

    @Test
    void shouldTakeNothingWithoutAManifest() {
      Map<String, RuleRecord> topic = new TreeMap<>(FIRST);
      topic.remove(RuleRecord.MANIFEST_KEY);

      assertThat(RulesInForce.of(topic, RuleSet.EMPTY).set()).isEqualTo(RuleSet.EMPTY);
      assertThat(RulesInForce.of(topic, FIRST_SET).set()).isEqualTo(FIRST_SET);
    }

    @Test
    void shouldIgnoreRulesThatTheManifestDoesNotName() {
      Map<String, RuleRecord> topic = new TreeMap<>(FIRST);
      topic.put("stray", new Member(rules("rules: [{id: stray, match: x1}]").get(0)));

      assertThat(RulesInForce.of(topic, RuleSet.EMPTY).set()).isEqualTo(FIRST_SET);
    }

    @Test
    void shouldChangeAsAWholeAtTheLastRecord() {
      Map<String, RuleRecord> second =
          applied(FIRST, "rules: [{id: war, match: war OR battle}, {id: storm, match: storm}]");
      Map<String, RuleRecord> topic = new TreeMap<>(FIRST);
      List<RuleSet> seen = new ArrayList<>();
      RuleSet set = FIRST_SET;

      for (String key : List.of("war", RuleRecord.MANIFEST_KEY, "storm")) {
        topic.put(key, second.get(key));
        set = RulesInForce.of(topic, set).set();
        seen.add(set);
      }

      assertThat(seen.subList(0, 2)).containsOnly(FIRST_SET);
      assertThat(seen.get(2).version()).isEqualTo(2);
      assertThat(seen.get(2).rules()).extracting(Rule::ruleId).containsExactly("storm", "war");
      assertThat(seen.get(2).rules()).extracting(Rule::version).containsExactly(1, 2);
    }
  }

  @Nested
  class NewLabels {

    @Test
    void shouldTakeEffectThoughNothingThatDecidesHasChanged() {
      Map<String, RuleRecord> relabelled =
          applied(
              FIRST,
              "rules: [{id: war, match: war, labels: {desk: east}}, {id: flood, match: flood}]");

      RuleSet set = RulesInForce.of(relabelled, FIRST_SET).set();

      assertThat(set.hash()).isEqualTo(FIRST_SET.hash());
      assertThat(set.rule("war").orElseThrow().labels()).containsEntry("desk", "east");
    }
  }

  @Nested
  class BadRecords {

    private final Map<String, RuleRecord> poisoned = new TreeMap<>(FIRST);

    BadRecords() {
      poisoned.put("war", new Unreadable("no magic byte"));
    }

    @Test
    void shouldStayWithTheSetBefore() {
      Outcome outcome = RulesInForce.of(poisoned, FIRST_SET);

      assertThat(outcome.set()).isEqualTo(FIRST_SET);
      assertThat(outcome.complaints())
          .containsExactly(
              "war: no magic byte",
              "war: what the manifest names is missing, unreadable or of another version");
    }

    @Test
    void shouldTakeTheOthersAtAStartAndSaySo() {
      Outcome outcome = RulesInForce.of(poisoned, RuleSet.EMPTY);

      assertThat(outcome.set().rules()).extracting(Rule::ruleId).containsExactly("flood");
      assertThat(outcome.set().hash()).startsWith("incomplete-");
      assertThat(outcome.complaints()).hasSize(2);
    }

    @Test
    void shouldRecoverWhenTheRuleIsAppliedAgain() {
      Map<String, RuleRecord> repaired =
          applied(poisoned, "rules: [{id: war, match: war}, {id: flood, match: flood}]");

      assertThat(RulesInForce.of(repaired, FIRST_SET).set().rules()).hasSize(2);
      assertThat(RulesInForce.of(repaired, FIRST_SET).complaints()).isEmpty();
    }

    @Test
    void shouldStayWithTheSetBeforeWhenTheManifestIsUnreadable() {
      Map<String, RuleRecord> topic = new TreeMap<>(FIRST);
      topic.put(RuleRecord.MANIFEST_KEY, new Unreadable("junk"));

      assertThat(RulesInForce.of(topic, FIRST_SET).set()).isEqualTo(FIRST_SET);
    }

    @Test
    void shouldNotTakeARuleWhoseQueryCannotBeRead() {
      Rule broken = FIRST_SET.rules().get(0);
      Rule query = Rule.builder(broken.ruleId()).hash("h").match("(").build();
      Map<String, RuleRecord> topic =
          Map.of(
              query.ruleId(),
              new Member(query),
              RuleRecord.MANIFEST_KEY,
              new Manifest(1, "x", List.of(RuleRecord.Ref.of(query))));

      Outcome outcome = RulesInForce.of(topic, RuleSet.EMPTY);

      assertThat(outcome.set().rules()).isEmpty();
      assertThat(outcome.complaints()).first().asString().contains("match: unexpected end");
    }
  }

  @Nested
  class Changes {

    @Test
    void shouldWriteNothingWhenNothingChanged() {
      RuleChanges changes =
          RuleChanges.between(
              FIRST, rules("rules: [{id: flood, match: flood}, {id: war, match: war}]"));

      assertThat(changes.isNothing()).isTrue();
      assertThat(changes.manifest()).isEqualTo(FIRST.get(RuleRecord.MANIFEST_KEY));
    }

    @Test
    void shouldRaiseTheVersionOnlyWhenTheHashChanged() {
      RuleChanges changes =
          RuleChanges.between(
              FIRST,
              rules(
                  "rules: [{id: flood, match: flood, labels: {a: b}}, {id: war, match: battle},"
                      + " {id: storm, match: storm}]"));

      assertThat(changes.relabelled()).extracting(Rule::version).containsExactly(1);
      assertThat(changes.changed()).extracting(Rule::version).containsExactly(2);
      assertThat(changes.added()).extracting(Rule::ruleId).containsExactly("storm");
      assertThat(changes.removed()).isEmpty();
      assertThat(changes.manifest().version()).isEqualTo(2);
    }

    @Test
    void shouldDeleteWhatIsGone() {
      RuleChanges changes = RuleChanges.between(FIRST, rules("rules: [{id: war, match: war}]"));

      assertThat(changes.removed()).containsExactly("flood");
      assertThat(changes.unchanged()).containsExactly("war");
      assertThat(changes.manifest().members()).hasSize(1);
    }
  }
}
