package io.tocsin.alerts.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.avro.AlertRule;
import io.tocsin.avro.CountBy;
import io.tocsin.avro.RuleKind;
import io.tocsin.avro.RuleScope;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Rules;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleRecordsTest {

  private final Topics topics = Topics.of("news", ClockMode.EVENT, 1, AvroSerdes.inMemory());
  private final RuleRecords records = new RuleRecords(topics);

  private RuleRecord read(Consumer<AlertRule.Builder> change) {
    AlertRule rule = Rules.rule().id("w").with(change).build();
    byte[] bytes = topics.rules().valueSerde().serializer().serialize(topics.rules().name(), rule);
    return records.read("w", bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", countBy: post",
        ", shadow: true",
        ", shadow: true, enabled: false",
        ", enabled: false",
        ", countBy: source, windows: [10m, 1h]",
        ", ratio: {spikeHeight: 2.5, timeframe: 90m, thresholdRef: 4, thresholdCur: 7}",
        ", countBy: source, ratio: {spikeHeight: 3, timeframe: 2h}",
        ", scope: country",
        ", scope: place",
        ", scope: entity",
        ", scope: source",
        ", scope: tag",
      })
  void shouldReadTheRuleThatWasWritten(String more) {
    String yaml = "rules: [{id: w, match: war" + more + "}]";
    Rule rule = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0);

    assertThat(records.read("w", records.write(rule))).isEqualTo(new RuleRecord.Member(rule));
  }

  /** A release that knows no shadows takes the rule for a disabled one. */
  @Test
  void shouldWriteARuleInShadowAsDisabledForOthers() {
    String yaml = "rules: [{id: w, match: w, shadow: true}]";
    Rule rule = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0);

    AlertRule written =
        topics
            .rules()
            .valueSerde()
            .deserializer()
            .deserialize(topics.rules().name(), records.write(rule));

    assertThat(rule.enabled()).isTrue();
    assertThat(written.getEnabled()).isFalse();
    assertThat(written.getShadow()).isTrue();
  }

  /** Release 0.1.0 knows no kinds, but it knows that a rule without windows cannot ring. */
  @Test
  void shouldWriteARatioRuleWithoutWindows() {
    String yaml = "rules: [{id: w, match: w, ratio: {spikeHeight: 3, timeframe: 2h}}]";
    Rule rule = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0);

    AlertRule written =
        topics
            .rules()
            .valueSerde()
            .deserializer()
            .deserialize(topics.rules().name(), records.write(rule));

    assertThat(written.getKind()).isEqualTo(RuleKind.RATIO);
    assertThat(written.getWindowsMillis()).isEmpty();
  }

  @Test
  void shouldRefuseAKindThatOnlyANewerReleaseKnows() {
    assertThat(read(rule -> rule.setKind(RuleKind.UNKNOWN)))
        .isInstanceOfSatisfying(
            RuleRecord.Unreadable.class,
            refused ->
                assertThat(refused.reason())
                    .contains("kind is one that this release does not know")
                    .contains("expected BUDGET or RATIO"));
  }

  @Test
  void shouldRefuseToCountWhatOnlyANewerReleaseKnows() {
    assertThat(read(rule -> rule.setCountBy(CountBy.UNKNOWN)))
        .isInstanceOfSatisfying(
            RuleRecord.Unreadable.class,
            refused -> assertThat(refused.reason()).contains("expected VOICE, POST or SOURCE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"place", "entity", "tag"})
  void shouldReadARuleThatWatches(String kind) {
    String yaml = "rules: [{id: w, watch: " + kind + "}]";
    Rule rule = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0);

    assertThat(rule.watches()).isTrue();
    assertThat(records.read("w", records.write(rule))).isEqualTo(new RuleRecord.Member(rule));
  }

  @Test
  void shouldRefuseAScopeThatOnlyANewerReleaseKnows() {
    assertThat(read(rule -> rule.setScope(RuleScope.UNKNOWN)))
        .isInstanceOfSatisfying(
            RuleRecord.Unreadable.class,
            refused -> assertThat(refused.reason()).contains("expected NONE, COUNTRY, PLACE"));
  }

  @Test
  void shouldRefuseARatioRuleWithoutARatio() {
    assertThat(read(rule -> rule.setKind(RuleKind.RATIO)))
        .isInstanceOfSatisfying(
            RuleRecord.Unreadable.class,
            refused -> assertThat(refused.reason()).startsWith("kind is RATIO; expected ratio"));
  }
}
