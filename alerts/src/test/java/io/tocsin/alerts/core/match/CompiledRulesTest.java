package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledRulesTest {

  private final CompiledRules rules = CompiledRules.of(List.of(Posts.rule("war", "war")));

  @Test
  void shouldBeCompiledForTheLanguagesOfThoseBefore() {
    rules.in("en");
    rules.in("de");

    CompiledRules next = rules.replacedBy(List.of(Posts.rule("peace", "peace")));

    assertThat(next.languages()).containsExactlyInAnyOrder("en", "de");
    assertThat(next.rules()).extracting(Rule::ruleId).containsExactly("peace");
  }

  @Test
  void shouldKeepWhatIsCompiledWhenTheQueriesAreTheSame() {
    CompiledQueries english = rules.in("en");
    Rule onTrial = Posts.rule("war", "war").withShadow(true);

    CompiledRules next = rules.replacedBy(List.of(onTrial));

    assertThat(next.in("en")).isSameAs(english);
    assertThat(next.rules()).containsExactly(onTrial);
  }

  @Test
  void shouldNotReplaceByWhatCannotBeCompiled() {
    rules.in("en");

    assertThatThrownBy(() -> rules.replacedBy(List.of(Posts.rule("broken", "("))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("match = (: unexpected end");
  }
}
