package io.tocsin.enrich.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PhraseMatcherTest {

  private static PhraseMatcher<String> matcher(String... phrases) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String phrase : phrases) {
      values.put(phrase, phrase);
    }
    return new PhraseMatcher<>(values);
  }

  private static List<String> found(String text, List<PhraseHit<String>> hits) {
    return hits.stream().map(hit -> text.substring(hit.start(), hit.end())).toList();
  }

  private static List<String> found(String text, String... phrases) {
    return found(text, matcher(phrases).find(text));
  }

  @Nested
  class WordBorder {

    @Test
    void shouldFindAWordBetweenPunctuation() {
      assertThat(found("(Kyiv), Kyiv's of?Kyiv Kyiv-Lviv", "Kyiv"))
          .containsExactly("Kyiv", "Kyiv", "Kyiv", "Kyiv");
    }

    @Test
    void shouldNotFindAWordWithinAnother() {
      assertThat(found("Kyivan preKyiv Kyiv2 2Kyiv Kyiv\u0301", "Kyiv")).isEmpty();
    }

    @Test
    void shouldRespectCase() {
      assertThat(found("a turkey in Turkey", "Turkey")).containsExactly("Turkey");
    }

    @Test
    void shouldFindWordsAnywhereInScriptsWithoutSpaces() {
      assertThat(found("他在北京说", "北京")).containsExactly("北京");
    }

    @Test
    void shouldFindAWordBehindArabicAndHebrewProclitics() {
      assertThat(found("وأوكرانيا باوكرانيا", "أوكرانيا")).containsExactly("أوكرانيا");
      assertThat(found("באוקראינה", "אוקראינה")).containsExactly("אוקראינה");
      assertThat(found("עצאוקראינה", "אוקראינה")).isEmpty();
    }

    @Test
    void shouldNotBreakPairsOfSurrogates() {
      assertThat(found("🚨Kyiv🚨", "Kyiv")).containsExactly("Kyiv");
    }
  }

  @Nested
  class Stem {

    @Test
    void shouldTakeTheEndingIn() {
      assertThat(found("evacuate evacuation evacuees", "evacu*"))
          .containsExactly("evacuate", "evacuation", "evacuees");
    }

    @Test
    void shouldRefuseLongEndings() {
      assertThat(found("evacuationists", "evacu*")).isEmpty();
    }

    @Test
    void shouldStandBesideTheWordItself() {
      PhraseMatcher<String> matcher = matcher("war", "war*");

      assertThat(matcher.find("war").get(0).value()).isEqualTo("war");
      assertThat(matcher.find("wars").get(0).value()).isEqualTo("war*");
    }
  }

  @Nested
  class Choice {

    @Test
    void shouldPreferTheLongestOfThoseThatBeginFirst() {
      String text = "New Mexico City Hall";

      assertThat(
              found(
                  text,
                  PhraseHit.leftmostLongest(
                      matcher("New", "New Mexico", "Mexico City").find(text))))
          .containsExactly("New Mexico");
    }
  }

  @Test
  void shouldKeepOffsetsWhenLookingAtLowerCase() {
    String text = "İSTANBUL: WAR AND Peace";

    assertThat(found(text, matcher("war", "peace").findLowerCase(text)))
        .containsExactly("WAR", "Peace");
  }

  @Test
  void shouldFindNothingWithoutPhrases() {
    assertThat(matcher().find("Kyiv")).isEmpty();
  }

  @Test
  void shouldRefuseAnEmptyPhrase() {
    assertThatThrownBy(() -> matcher("*")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void shouldFindWhatANaiveSearchFinds(
      @ForAll("phrases") Set<String> phrases, @ForAll("texts") String text) {
    List<PhraseHit<String>> expected = new ArrayList<>();
    for (int start = 0; start < text.length(); start++) {
      for (int end = start + 1; end <= text.length(); end++) {
        String part = text.substring(start, end);
        if (phrases.contains(part)
            && WordBorders.startsWord(text, start)
            && WordBorders.endsWord(text, end)) {
          expected.add(new PhraseHit<>(start, end, part));
        }
      }
    }

    assertThat(matcher(phrases.toArray(String[]::new)).find(text))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property
  void shouldChooseHitsThatDoNotOverlap(
      @ForAll("phrases") Set<String> phrases, @ForAll("texts") String text) {
    List<PhraseHit<String>> chosen =
        PhraseHit.leftmostLongest(matcher(phrases.toArray(String[]::new)).find(text));

    for (int i = 1; i < chosen.size(); i++) {
      assertThat(chosen.get(i).start()).isGreaterThanOrEqualTo(chosen.get(i - 1).end());
    }
  }

  @Provide
  Arbitrary<Set<String>> phrases() {
    return Arbitraries.strings().withChars("ab北 ").ofMinLength(1).ofMaxLength(4).set().ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab北 .").ofMaxLength(20);
  }
}
