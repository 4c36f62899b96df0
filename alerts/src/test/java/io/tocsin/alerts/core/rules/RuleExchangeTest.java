package io.tocsin.alerts.core.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.Rule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleExchangeTest {

  private final Map<String, RuleRecord> topic = new TreeMap<>();
  private final Rule war = rule("{id: war, match: war}");

  RuleExchangeTest() {
    put(war);
    put(rule("{id: flood, match: flood}"));
  }

  private static Rule rule(String yaml) {
    return RuleFile.readOne(yaml.getBytes(UTF_8)).rules().get(0);
  }

  private void put(Rule rule) {
    topic.put(rule.ruleId(), new RuleRecord.Member(rule));
  }

  @Test
  void shouldExchangeWhatWasLookedAtAndKeepTheRest() {
    Rule other = rule("{id: war, match: war OR battle}");
    assertThat(new RuleExchange(other, RuleExchange.stamp(war)).of(topic))
        .extracting(Rule::match)
        .containsExactly("flood", "war OR battle");
  }

  @Test
  void shouldAddWhatNobodyHas() {
    assertThat(new RuleExchange(rule("{id: quake, match: quake}"), "").of(topic)).hasSize(3);
  }

  @Test
  void shouldRefuseWhatIsAnotherByNow() {
    String seen = RuleExchange.stamp(war);
    put(rule("{id: war, match: war, labels: {desk: europe}}"));
    RuleExchange exchange = new RuleExchange(war, seen);
    assertThatThrownBy(() -> exchange.of(topic))
        .isInstanceOf(RuleConflictException.class)
        .hasMessageContaining(seen);
  }

  @Test
  void shouldRefuseWhatIsThereAlreadyOrGone() {
    assertThatThrownBy(() -> new RuleExchange(war, "").of(topic))
        .isInstanceOf(RuleConflictException.class)
        .hasMessageContaining("expected none of this id");
    topic.remove("war");
    assertThatThrownBy(() -> new RuleExchange(war, RuleExchange.stamp(war)).of(topic))
        .isInstanceOf(RuleConflictException.class)
        .hasMessageContaining("found none");
  }

  @Test
  void shouldSwitchOffAndOn() {
    Rule off =
        RuleExchange.switching(war, false, RuleExchange.stamp(war)).of(topic).stream()
            .filter(rule -> rule.ruleId().equals("war"))
            .findFirst()
            .orElseThrow();
    assertThat(off.enabled()).isFalse();
    put(off);
    assertThat(RuleExchange.switching(off, true, RuleExchange.stamp(off)).of(topic)).contains(war);
  }

  @Test
  void shouldWriteNothingWhereARecordCannotBeKept() {
    topic.put("bad", new RuleRecord.Unreadable("no schema"));
    assertThatThrownBy(() -> new RuleExchange(war, RuleExchange.stamp(war)).of(topic))
        .isInstanceOf(RuleEditException.class)
        .hasMessageContaining("record bad cannot be read, no schema");
  }

  @Test
  void shouldTakeNoMoreThanAFileMayHave() {
    IntStream.range(topic.size(), RuleFile.MOST_RULES)
        .forEach(i -> topic.put("r" + i, new RuleRecord.Member(Rule.builder("r" + i).build())));
    assertThat(topic).hasSize(RuleFile.MOST_RULES);
    assertThatThrownBy(() -> new RuleExchange(rule("{id: new, match: new}"), "").of(topic))
        .isInstanceOf(RuleEditException.class)
        .hasMessageContaining("10000 rules already");
  }
}
