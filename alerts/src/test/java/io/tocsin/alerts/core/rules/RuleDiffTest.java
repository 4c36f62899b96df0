package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleDiff.Difference;
import io.tocsin.alerts.core.rules.RuleDiff.Entry;
import io.tocsin.alerts.core.rules.RuleDiff.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDiffTest {

  private static List<Rule> rules(String yaml) {
    RuleFile file = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(file.problems()).isEmpty();
    return file.rules();
  }

  private static Map<String, RuleRecord> topic(String yaml) {
    Map<String, RuleRecord> topic = new TreeMap<>();
    RuleChanges changes = RuleChanges.between(topic, rules(yaml));
    changes.written().forEach(rule -> topic.put(rule.ruleId(), new RuleRecord.Member(rule)));
    topic.put(RuleRecord.MANIFEST_KEY, changes.manifest());
    return topic;
  }

  @Test
  void shouldTellWhatHappensToEachRule() {
    RuleDiff diff =
        RuleDiff.between(
            topic(
                "rules: [{id: war, match: war}, {id: flood, match: flood}, {id: old, match: old},"
                    + " {id: same, match: same}]"),
            rules(
                "rules: [{id: war, match: battle}, {id: flood, match: flood, labels: {desk: e}},"
                    + " {id: new, match: new}, {id: same, match: same}]"));

    assertThat(diff.isSame()).isFalse();
    assertThat(diff.changes().unchanged()).containsExactly("same");
    assertThat(diff.entries())
        .containsExactly(
            new Entry(Kind.ADDED, "new", 0, 1, List.of()),
            new Entry(
                Kind.CHANGED, "war", 1, 2, List.of(new Difference("match", "war", "battle", true))),
            new Entry(
                Kind.RELABELLED,
                "flood",
                1,
                1,
                List.of(new Difference("labels", "{}", "{desk: e}", false))),
            new Entry(Kind.REMOVED, "old", 1, 0, List.of()));
  }

  @Test
  void shouldFindNothingInTheSameRules() {
    String yaml = "rules: [{id: war, match: war}]";

    assertThat(RuleDiff.between(topic(yaml), rules(yaml)).isSame()).isTrue();
    assertThat(RuleDiff.between(Map.of(), List.of()).isSame())
        .as("no set was ever applied")
        .isFalse();
  }

  @Test
  void shouldTellWhatARuleWatchesNow() {
    RuleDiff diff =
        RuleDiff.between(
            topic("rules: [{id: names, match: war, scope: entity}]"),
            rules("rules: [{id: names, watch: place}]"));

    assertThat(diff.entries())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.keys())
                    .contains(
                        new Difference("match", "war", "", true),
                        new Difference("watch", "", "place", true)));
  }

  @Test
  void shouldTellWhatCannotBeRead() {
    Map<String, RuleRecord> topic = topic("rules: [{id: war, match: war}]");
    topic.put("war", new RuleRecord.Unreadable("junk"));

    RuleDiff diff = RuleDiff.between(topic, rules("rules: [{id: war, match: war}]"));

    assertThat(diff.unreadable()).containsExactly(Map.entry("war", "junk"));
    assertThat(diff.entries()).extracting(Entry::kind).containsExactly(Kind.ADDED);
  }

  /** A key is shown as deciding just when the hash has it: then a new baseline begins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          match      | match: peace
          scope      | scope: country
          expand     | expand: true
          negated    | negated: separate
          planned    | planned: ignore
          past       | past: count
          drill      | drill: count
          quoted     | quoted: separate
          countBy    | countBy: source
          windows    | windows: [1h]
          falseAlarms| falseAlarms: 2 per 30d
          minimum    | minimum: {voices: 4}
          severity   | severity: {high: 3 voices}
          cooldown   | cooldown: 3h
          enabled    | enabled: false
          description| description: what for
          labels     | labels: {a: b}
          shadow     | shadow: true
          """)
  void shouldTellWhichKeyDiffersAndWhetherItDecides(String key, String line) {
    String match = key.equals("match") ? "" : "match: war, ";
    RuleDiff diff =
        RuleDiff.between(
            topic("rules: [{id: war, match: war}]"),
            rules("rules: [{id: war, " + match + line + "}]"));

    Entry entry = diff.entries().get(0);
    assertThat(entry.keys()).extracting(Difference::key).containsExactly(key);
    assertThat(entry.keys().get(0).decides()).isEqualTo(entry.kind() == Kind.CHANGED);
  }

  @Test
  void shouldShowARatioInPlaceOfWindowsAndBudget() {
    RuleDiff diff =
        RuleDiff.between(
            topic("rules: [{id: war, match: war}]"),
            rules("rules: [{id: war, match: war, ratio: {spikeHeight: 3, timeframe: 2h}}]"));

    assertThat(diff.entries().get(0).keys())
        .extracting(Difference::key)
        .containsExactly("ratio", "windows", "falseAlarms");
    assertThat(diff.entries().get(0).keys().get(0).after())
        .isEqualTo("{spikeHeight: 3.0, timeframe: 2h, thresholdRef: 1, thresholdCur: 3}");
  }
}
