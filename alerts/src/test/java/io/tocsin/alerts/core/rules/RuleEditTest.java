package io.tocsin.alerts.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.alerts.core.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleEditTest {

  private final Map<String, RuleRecord> topic = new TreeMap<>();
  private final Rule war;

  RuleEditTest() {
    String yaml = "rules: [{id: war, match: war}, {id: flood, match: flood}]";
    RuleChanges changes =
        RuleChanges.between(Map.of(), RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules());
    changes.written().forEach(rule -> topic.put(rule.ruleId(), new RuleRecord.Member(rule)));
    topic.put(RuleRecord.MANIFEST_KEY, changes.manifest());
    war = ((RuleRecord.Member) topic.get("war")).rule();
  }

  private RuleEditException refusal(RuleEdit edit, String... ids) {
    return catchThrowableOfType(RuleEditException.class, () -> edit.of(topic, List.of(ids)));
  }

  @Test
  void shouldSwitchOffAndOnAgainAsAFileWould() {
    List<Rule> off = RuleEdit.DISABLE.of(topic, List.of("war"));

    assertThat(off).extracting(Rule::ruleId).containsExactly("flood", "war");
    assertThat(off).extracting(Rule::enabled).containsExactly(true, false);
    String yaml = "rules: [{id: war, match: war, enabled: false}]";
    assertThat(off.get(1).hash())
        .isEqualTo(RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0).hash());
    topic.put("war", new RuleRecord.Member(off.get(1)));
    assertThat(RuleEdit.ENABLE.of(topic, List.of("war")).get(1)).isEqualTo(war);
  }

  @Test
  void shouldDeleteOnlyWhatIsNamed() {
    assertThat(RuleEdit.DELETE.of(topic, List.of("flood"))).containsExactly(war);
  }

  @Test
  void shouldNameEachUnknownIdAndTheNearestOne() {
    RuleEditException refusal = refusal(RuleEdit.DISABLE, "wart", "war", "earthquake");

    assertThat(refusal.isOfTheAsker()).isTrue();
    assertThat(refusal.problems())
        .containsExactly(
            "ID = \"wart\": there is no such rule; did you mean war?",
            "ID = \"earthquake\": there is no such rule; expected one of flood, war");
  }

  @Test
  void shouldNotTakeTheManifestForARule() {
    assertThat(refusal(RuleEdit.DELETE, RuleRecord.MANIFEST_KEY).isOfTheAsker()).isTrue();
  }

  @Test
  void shouldNotDropARecordThatCannotBeRead() {
    topic.put("poison", new RuleRecord.Unreadable("junk"));

    RuleEditException refusal = refusal(RuleEdit.DISABLE, "war");
    assertThat(refusal.isOfTheAsker()).isFalse();
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .contains("record poison cannot be read, junk");
    assertThat(RuleEdit.DELETE.of(topic, List.of("poison"))).hasSize(2);
  }
}
