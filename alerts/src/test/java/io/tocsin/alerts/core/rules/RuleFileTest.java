package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.Rule.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

  private static final String EVACUATION =
      """
      rules:
        - id: evacuation
          description: People are told to go
          match: evacuate OR evacuation OR "leave immediately"
          scope: country
          negated: ignore
          windows: [1h, 10m, 6h]
          falseAlarms: 1 per 30d
          minimum: {voices: 4, sources: 2}
          severity: {warning: 4 voices, critical: {voices: 8, sources: 5}}
          cooldown: 2h
          labels: {desk: europe}
      """;

  private static RuleFile read(String yaml) {
    return RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String yaml) {
    return read(yaml).problems().stream().map(RuleProblem::toString).toList();
  }

  @Nested
  class Places {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "id: a~match: (flood~|2|14",
          "id: a~match: flood) storm~|2|13",
          "id: a~match: '  flood) it''s'~|2|16",
          "id: a~match: 'it''s flood) storm'~|2|20",
          "id: a~match: \"\\u00e9t\\u00e9 flood) storm\"~|2|28",
          "`id: a~match: |-~  storm~  flood) rain~`|4|8",
          "id: a~match: >-~  storm~  flood) rain~|4|8",
          "id: a~match: storm~  flood) rain~|3|8",
          "id: a~description: 🔥~match: 🔥 flood) rain~|3|15",
          "id: a~match: flood~windows: [1h, soon]~|3|15",
          "id: a~matsch: flood~|2|1",
          "id: a~match: [flood~|3|1",
        })
    void shouldBeThoseOfTheWrongWord(String yaml, int line, int column) {
      List<RuleProblem> found =
          RuleFile.readOne(yaml.replace('~', '\n').getBytes(StandardCharsets.UTF_8)).problems();

      assertThat(found)
          .extracting(RuleProblem::line, RuleProblem::column)
          .contains(tuple(line, column));
    }
  }

  @Nested
  class Scopes {

    @ParameterizedTest
    @CsvSource({"place,PLACE", "entity,ENTITY", "tag,TAG"})
    void shouldBeWatchedWithoutWords(String kind, Scope scope) {
      RuleFile file = read("rules: [{id: any, watch: " + kind + "}]");

      assertThat(file.problems()).isEmpty();
      assertThat(file.rules().get(0).scope()).isEqualTo(scope);
      assertThat(file.rules().get(0).watches()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "watch: none,watch = none: one of entity",
      "watch: source,watch = source: one of entity",
      "'match: war, watch: tag','match = war: either watch, or match'",
      "'watch: tag, scope: place','scope = place: either watch, or match'",
      "'watch: tag, past: count','past = count: either watch, or match'",
      "scope: place,match: the words to look for",
      "'match: war, scope: city','scope = city: one of country, entity, none'",
      "'match: war, scope: source, minimum: {voices: 3, sources: 2}',minimum sources 2 is above 1",
      "'match: war, scope: source, countBy: source',countBy is source",
      "'match: war, scope: source, severity: {high: 3 sources}',severity high takes 3 sources",
    })
    void shouldNotBeWatchedOrPartedSoThatNothingOrAnythingCanRing(String line, String problem) {
      assertThat(problems("rules: [{id: any, " + line + "}]"))
          .anySatisfy(told -> assertThat(told).contains(problem));
    }

    @Test
    void shouldTakeOneSourceForEnoughWhereEachScopeHasOne() {
      RuleFile file = read("rules: [{id: any, match: war, scope: source}]");

      assertThat(file.rules().get(0).minimum()).isEqualTo(new Minimum(3, 1));
    }

    /** A hash that changes starts all of a rule's baselines anew. */
    @Test
    void shouldLeaveTheHashesOfRulesThatWereThereBefore() {
      assertThat(read("rules: [{id: a, match: war, scope: country}]").rules().get(0).hash())
          .isEqualTo("8d3a33b17c35ddce6641bec3a5004411b92a761b795999d4937d84ab49a372f2");
      assertThat(read("rules: [{id: a, match: war}]").rules().get(0).hash())
          .isEqualTo("597ea085cc478525a4e8e2b5532ecb4a5b2e18f11697b6c1b7cd969bfd0b82a7");
    }
  }

  @Nested
  class Reading {

    @Test
    void shouldReadARule() {
      RuleFile file = read(EVACUATION);

      assertThat(file.problems()).isEmpty();
      Rule rule = file.rules().get(0);
      assertThat(rule)
          .isEqualTo(
              Rule.builder("evacuation")
                  .hash(RuleHash.of(rule))
                  .description("People are told to go")
                  .match("evacuate OR evacuation OR \"leave immediately\"")
                  .scope(Scope.COUNTRY)
                  .negated(Negated.IGNORE)
                  .windows(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6))
                  .budget(new Budget(1, Duration.ofDays(30)))
                  .minimum(new Minimum(4, 2))
                  .severities(
                      List.of(new Severity("warning", 4, 0), new Severity("critical", 8, 5)))
                  .cooldown(Duration.ofHours(2))
                  .labels(Map.of("desk", "europe"))
                  .build());
    }

    @Test
    void shouldTakeDefaultsForWhatIsLeftOut() {
      Rule rule = read("rules: [{id: war, match: war}]").rules().get(0);

      assertThat(rule.scope()).isEqualTo(Scope.NONE);
      assertThat(rule.minimum()).isEqualTo(new Minimum(3, 2));
      assertThat(rule.windows()).hasSize(3);
      assertThat(rule.enabled()).isTrue();
      assertThat(rule.severities()).isEmpty();
    }

    @Test
    void shouldReadARatioRule() {
      Rule rule =
          read("rules: [{id: w, match: w, countBy: source,"
                  + " ratio: {spikeHeight: 2.5, timeframe: 90m, thresholdRef: 4, spikeType: up}}]")
              .rules()
              .get(0);

      assertThat(rule.ratio()).isEqualTo(new Rule.Ratio(2.5, Duration.ofMinutes(90), 4, 3));
      assertThat(rule.windows()).containsExactly(Duration.ofMinutes(90));
      assertThat(rule.countBy()).isEqualTo(Rule.CountBy.SOURCE);
      assertThat(rule.hash()).isEqualTo(RuleHash.of(rule.withVersion(7)));
    }

    @Test
    void shouldReadSeveritiesInWords() {
      Rule rule =
          read("rules: [{id: w, match: w, severity: {a: 1 voice, b: 2 voices and 3 sources}}]")
              .rules()
              .get(0);

      assertThat(rule.severities())
          .containsExactly(new Severity("a", 1, 0), new Severity("b", 2, 3));
    }

    @Test
    void shouldTakeAnEmptyList() {
      assertThat(read("rules: []").problems()).isEmpty();
    }

    @Test
    void shouldReadAliases() {
      assertThat(
              read("""
                      rules:
                        - {id: a, match: a, labels: &desk {desk: x}}
                        - {id: b, match: b, labels: *desk}
                      """)
                  .rules())
          .extracting(Rule::labels)
          .containsExactly(Map.of("desk", "x"), Map.of("desk", "x"));
    }
  }

  @Nested
  class Problems {

    @Test
    void shouldNameAllAtOnceWithRuleKeyValueAndLine() {
      assertThat(
              problems(
                  """
                  rules:
                    - id: evacuation
                      match: evacuate OR (flee
                      windoes: [10m]
                      cooldown: soon
                    - match: war
                      windows: [10m, 10x]
                    - id: evacuation
                      match: go
                  extra: 1
                  """))
          .containsExactly(
              "line 3: rule evacuation: match = evacuate OR (flee: unexpected end: something is"
                  + " missing, perhaps a word or a closing parenthesis, column 18 of the query"
                  + System.lineSeparator()
                  + "      evacuate OR (flee"
                  + System.lineSeparator()
                  + "                       ^",
              "line 4: rule evacuation: windoes: unknown key; did you mean windows?",
              "line 5: rule evacuation: cooldown = soon: a duration such as 10m, 2h or 30d, from 0s"
                  + " to 30d",
              "line 6: rule #2: id: a name for the rule",
              "line 7: rule #2: windows = 10x: a duration such as 10m, 2h or 30d, from 1m to 7d",
              "line 8: rule evacuation: id = evacuation: an id of its own: the rule in line 2 has"
                  + " the same",
              "line 10: extra: only the key rules");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            id: a/b | letters, digits
            id: ~x | letters, digits
            scope: city | one of country, entity, none, place, source, tag
            negated: maybe | one of count, ignore
            enabled: yes! | one of false, true
            windows: 10m | a list of 1 to 8 durations
            windows: [] | a list of 1 to 8 durations
            windows: [10m, 10m] | each window only once
            windows: [90s] | whole minutes
            windows: [8d] | from 1m to 7d
            falseAlarms: often | a budget such as 1 per 30d
            falseAlarms: 0 per 30d | a budget such as 1 per 30d
            falseAlarms: 1 per 30x | a period from 1h
            falseAlarms: 1 per 1d | a rule that can ring
            windows: [7d] | a rule that can ring
            minimum: 3 | voices and sources
            minimum: {voices: 0} | a number from 1 to 10000
            minimum: {voice: 3} | did you mean voices?
            severity: high | at most 10 levels
            severity: {high: many} | what it takes
            severity: {high: 5 voices, higher: 3 voices} | from the lowest to the highest
            cooldown: 31d | from 0s to 30d
            labels: [a] | at most 20 names
            labels: {a: [b]} | a name like an id
            countBy: word | one of post, source, voice
            ratio: 3 | what rings, as in {spikeHeight: 3, timeframe: 2h
            ratio: {timeframe: 2h} | ratio.spikeHeight: a number above 1 and at most 1000
            ratio: {spikeHeight: 3} | ratio.timeframe: a duration such as 2h
            ratio: {spikeHeight: 1, timeframe: 2h} | ratio.spikeHeight = 1: a number above 1
            ratio: {spikeHeight: 1e9, timeframe: 2h} | ratio.spikeHeight = 1e9: a number above 1
            ratio: {spikeHeight: 3, timeframe: 4d} | ratio.timeframe = 4d: a duration such as 10m, 2h or 30d, from 1m to 3d
            ratio: {spikeHeight: 3, timeframe: 90s} | ratio.timeframe = 90s: whole minutes
            ratio: {spikeHeight: 3, timeframe: 2h, thresholdRef: 0} | ratio.thresholdRef = 0: a number from 1 to 10000
            ratio: {spikeHeight: 3, timeframe: 2h, thresholdCur: x} | ratio.thresholdCur = x: a number from 1 to 10000
            ratio: {spikeHeight: 3, timeframe: 2h, threshold_cur: 5} | ratio.threshold_cur: unknown key; did you mean thresholdCur?
            ratio: {spikeHeight: 3, timeframe: 2h, spikeType: both} | ratio.spikeType = both: up: a count that falls does not ring
            ratio: {spikeHeight: 3, timeframe: 2h}, windows: [1h] | windows = [1h]: either ratio, or windows and falseAlarms
            ratio: {spikeHeight: 3, timeframe: 2h}, falseAlarms: 1 per 7d | falseAlarms = 1 per 7d: either ratio, or windows
            match: "*" | every post
            match: "war OR *:*" | every post
            match: "entity:*" | every post
            match: "e*" | must stand before a wildcard
            match: "?vacuate" | must stand before a wildcard
            shadow: maybe | one of false, true
            match: [war] | it is empty
            match: war | this key only once
            """)
    void shouldSayWhatIsExpected(String line, String expected) {
      String id = line.startsWith("id:") ? "" : "id: x, ";
      String match =
          line.startsWith("match: \"") || line.startsWith("match: [") ? "" : "match: w, ";
      assertThat(problems("rules: [{" + id + match + line + "}]"))
          .singleElement()
          .asString()
          .contains(expected);
    }

    @Test
    void shouldAskForRules() {
      assertThat(problems("")).containsExactly("line 1: file: a list of rules under the key rules");
      assertThat(problems("a: 1")).hasSize(2);
      assertThat(problems("rules: 7")).singleElement().asString().contains("a list of at most");
      assertThat(problems("rules: [7]")).singleElement().asString().contains("keys and values");
    }

    @Test
    void shouldSayWhereTheYamlIsBroken() {
      assertThat(problems("rules:\n  - id: [a\n  - id: b\n"))
          .singleElement()
          .asString()
          .startsWith("line 3: file: YAML that can be read: ");
      assertThat(RuleFile.read(new byte[] {(byte) 0xC3, 0x28}).problems())
          .extracting(RuleProblem::expected)
          .containsExactly("text in UTF-8");
    }

    @Test
    void shouldMakeNoObjectThatTheFileAsksFor() {
      assertThat(problems("rules: !!java.net.URL [\"http://localhost\"]"))
          .singleElement()
          .asString()
          .contains("Global tag is not allowed");
    }
  }

  @Nested
  class Limits {

    @Test
    void shouldRefuseAliasesOfAliases() {
      String levels =
          IntStream.range(1, 9)
              .mapToObj(
                  i ->
                      "a%d: &a%d [%s]%n"
                          .formatted(
                              i,
                              i,
                              IntStream.range(0, 9)
                                  .mapToObj(n -> "*a" + (i - 1))
                                  .collect(Collectors.joining(", "))))
              .collect(Collectors.joining());
      String file = "a0: &a0 [x]\n" + levels + "# " + "x".repeat(1_000_000);

      assertThat(problems(file)).singleElement().asString().contains("aliases");
    }

    @Test
    void shouldRefuseDeepNesting() {
      assertThat(problems("rules: " + "[".repeat(1_000) + "]".repeat(1_000)))
          .singleElement()
          .asString()
          .contains("Nesting Depth exceeded max 10");
    }

    @Test
    void shouldRefuseALargeFile() {
      assertThat(RuleFile.read(new byte[RuleFile.LARGEST + 1]).problems())
          .singleElement()
          .asString()
          .contains("a file of at most 16777216 bytes");
    }

    @Test
    void shouldRefuseTooManyRules() {
      assertThat(problems("rules: [" + "a,".repeat(RuleFile.MOST_RULES + 1) + "]"))
          .containsExactly("line 1: rules: a list of at most 10000 rules");
    }

    @Property(tries = 300)
    void shouldNeverThrow(@ForAll byte[] bytes) {
      assertThat(RuleFile.read(bytes).problems()).isNotEmpty();
    }
  }

  @Nested
  class Hash {

    private String hash(String yaml) {
      return read(yaml).rules().get(0).hash();
    }

    @Test
    void shouldStayTheSameOverVersionsOfTheProgram() {
      assertThat(hash(EVACUATION))
          .isEqualTo("196e0d56f343c26eca724139eb495d24cc5c1fe82448f20f5040b8bb6d62c58c");
    }

    @Test
    void shouldNotKnowWhatIsSaidOfWhatIsDoneAnyway() {
      assertThat(hash(EVACUATION + "    countBy: voice\n")).isEqualTo(hash(EVACUATION));
      assertThat(hash("rules: [{id: w, match: war}]"))
          .as("computed apart, over what release 0.1.0 hashed")
          .isEqualTo("597ea085cc478525a4e8e2b5532ecb4a5b2e18f11697b6c1b7cd969bfd0b82a7");
    }

    @Test
    void shouldDependOnEachPartOfARatio() {
      String[] rules = {
        "",
        ", countBy: post",
        ", countBy: source",
        ", ratio: {spikeHeight: 3, timeframe: 2h}",
        ", ratio: {spikeHeight: 3.5, timeframe: 2h}",
        ", ratio: {spikeHeight: 3, timeframe: 3h}",
        ", ratio: {spikeHeight: 3, timeframe: 2h, thresholdRef: 2}",
        ", ratio: {spikeHeight: 3, timeframe: 2h, thresholdCur: 2}",
        ", countBy: post, ratio: {spikeHeight: 3, timeframe: 2h}",
      };
      assertThat(Stream.of(rules).map(more -> hash("rules: [{id: w, match: w" + more + "}]")))
          .doesNotHaveDuplicates();
    }

    @Test
    void shouldNotDependOnWhatDoesNotDecide() {
      assertThat(hash(EVACUATION.replace("europe", "asia").replace("People", "They")))
          .isEqualTo(hash(EVACUATION));
      assertThat(hash(EVACUATION.replace("id: evacuation", "id: other")))
          .isEqualTo(hash(EVACUATION));
      assertThat(hash(EVACUATION.replace("[1h, 10m, 6h]", "[10m, 60m, 6h]")))
          .isEqualTo(hash(EVACUATION));
    }

    @ParameterizedTest
    @CsvSource({
      "evacuate OR, flee OR",
      "country, none",
      "ignore, count",
      "10m, 11m",
      "1 per 30d, 2 per 30d",
      "1 per 30d, 1 per 31d",
      "voices: 4, voices: 3",
      "critical, worst",
      "cooldown: 2h, cooldown: 3h",
      "cooldown: 2h, enabled: false"
    })
    void shouldDependOnWhatDecides(String before, String after) {
      assertThat(hash(EVACUATION.replace(before, after))).isNotEqualTo(hash(EVACUATION));
    }
  }
}
