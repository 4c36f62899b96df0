package io.tocsin.alerts.core.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleYamlTest {

  private static final String EVERYTHING =
      """
      rules:
        - id: all-of-it
          description: "says: much # and 'more'"
          match: '"leave immediately"~3 OR evacu* NOT "no: yes"'
          scope: source
          expand: true
          negated: separate
          planned: ignore
          past: count
          drill: separate
          quoted: ignore
          countBy: post
          windows: [10m, 1d]
          falseAlarms: 2 per 30d
          minimum: {voices: 5, sources: 1}
          severity: {low: 3 voices, high: {voices: 8}}
          cooldown: 90m
          labels: {desk: "true", number: "007", empty: ""}
          enabled: false
          shadow: true
        - {id: any, watch: entity}
        - {id: steep, match: приклад, ratio: {spikeHeight: 2.125, timeframe: 90m}}
      """;

  private static RuleFile one(String yaml) {
    return RuleFile.readOne(yaml.getBytes(UTF_8));
  }

  private static void shouldReadBack(Rule rule) {
    RuleFile back = one(RuleYaml.of(rule));
    assertThat(back.problems()).as(RuleYaml.of(rule)).isEmpty();
    assertThat(back.rules()).containsExactly(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules.yaml", "rules-ratio.yaml"})
  void shouldBeReadBackAsTheSameRule(String file) throws IOException {
    Path path = Path.of(System.getProperty("tocsin.root", ".."), "etc", file);
    List<Rule> rules = RuleFile.read(Files.readAllBytes(path)).rules();
    assertThat(rules).isNotEmpty().allSatisfy(RuleYamlTest::shouldReadBack);
  }

  @Test
  void shouldSayAllThatARuleCanSay() {
    RuleFile file = RuleFile.read(EVERYTHING.getBytes(UTF_8));
    assertThat(file.problems()).isEmpty();
    assertThat(file.rules()).hasSize(3).allSatisfy(RuleYamlTest::shouldReadBack);
  }

  @Test
  void shouldLeaveOutWhatIsUsual() {
    Rule rule = one("{id: war, match: war}").rules().get(0);
    assertThat(RuleYaml.of(rule))
        .isEqualTo(
            """
            id: war
            match: war
            windows: [10m, 1h, 6h]
            falseAlarms: 1 per 30d
            minimum: {voices: 3, sources: 2}
            cooldown: 2h
            """);
  }

  @Nested
  class ReadingOne {
    @Test
    void shouldTakeAFileWithOneRule() {
      assertThat(one("rules: [{id: war, match: war}]").rules()).hasSize(1);
    }

    @Test
    void shouldRefuseAnyOtherNumber() {
      assertThat(one("rules: []").problems())
          .extracting(RuleProblem::toString)
          .containsExactly("line 1: file = 0 rules: one rule");
      assertThat(one("rules: [{id: a, match: a}, {id: b, match: b}]").problems()).hasSize(1);
    }

    @Test
    void shouldTellAllProblemsWithTheirLines() {
      assertThat(one("id: war\nmatch: (war\nwindos: [1h]\nminimum: 3\n").problems())
          .extracting(RuleProblem::line)
          .containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a", "text", "{", "id: [", "? x\n: y"})
    void shouldNeverThrow(String text) {
      assertThat(one(text).problems()).isNotEmpty();
    }
  }
}
