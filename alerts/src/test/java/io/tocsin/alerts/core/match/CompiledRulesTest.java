package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

  /** Over many sets, so that what is kept, added, forgotten and compiled anew all come. */
  @Property(tries = 30)
  void shouldMatchAsIfCompiledAtOnce(@ForAll long seed) {
    Random random = new Random(seed);
    CompiledRules changing = CompiledRules.of(List.of());
    changing.in("en");
    for (int set = 0; set < 20; set++) {
      List<Rule> next = randomRules(random);
      changing = changing.replacedBy(next);
      PostRevision post = Posts.english(words(random), words(random));
      assertThat(new RuleMatcher(changing).match(post))
          .isEqualTo(new RuleMatcher(next).match(post));
    }
  }

  private static List<Rule> randomRules(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String word = word(random);
      String query =
          switch (random.nextInt(4)) {
            case 0 -> word;
            case 1 -> word + " AND NOT " + word(random);
            case 2 -> "\"" + word + " " + word(random) + "\"~2 OR " + word(random);
            default -> word.substring(0, 3) + "* OR " + word(random);
          };
      rules.add(Posts.rule("r" + i, query));
    }
    return rules;
  }

  private static String words(Random random) {
    return IntStream.range(0, 12).mapToObj(i -> word(random)).collect(Collectors.joining(" "));
  }

  private static String word(Random random) {
    return "word" + (char) ('a' + random.nextInt(26));
  }

  @Test
  void shouldNotReplaceByWhatCannotBeCompiled() {
    rules.in("en");

    assertThatThrownBy(() -> rules.replacedBy(List.of(Posts.rule("broken", "("))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("match = (: unexpected end");
  }
}
