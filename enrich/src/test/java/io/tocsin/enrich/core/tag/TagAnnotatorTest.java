package io.tocsin.enrich.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagAnnotatorTest {

  private static final TagAnnotator ANNOTATOR = new TagAnnotator();

  private static List<Tag> tags(String title, String body) {
    return ANNOTATOR.annotate(new PostText(title, body, null), Annotations.NONE).tags();
  }

  @Test
  void shouldNeedOneStrongWord() {
    assertThat(tags("", "Fears of an Invasion grow; an invasion would be costly."))
        .containsExactly(new Tag("conflict", "16000000", List.of("invasion")));
  }

  @Test
  void shouldNeedTwoDifferentWeakWords() {
    assertThat(tags("", "An attack. Another attack.")).isEmpty();
    assertThat(tags("", "An attack by soldiers."))
        .extracting(Tag::code)
        .containsExactly("conflict");
  }

  @Test
  void shouldNeedOneWeakWordInTheTitle() {
    assertThat(tags("War in the east", ""))
        .containsExactly(new Tag("conflict", "16000000", List.of("war")));
  }

  @Test
  void shouldStandInOrderOfTheirCodes() {
    assertThat(tags("", "Residents were evacuated after the earthquake; the summit was put off."))
        .extracting(Tag::code)
        .containsExactly("diplomacy", "disaster", "evacuation");
  }

  @Test
  void shouldKeepABoundedNumberOfWords() {
    String words =
        "invasion invaded airstrike shelling shelled artillery missile warplane ceasefire troops"
            + " offensive insurgents warship bombs";

    assertThat(tags("", words).get(0).words()).hasSize(TopicScore.MOST_WORDS);
  }

  @ParameterizedTest
  @CsvSource({
    "conflict, Der Einmarsch begann in der Nacht.",
    "evacuation, Des centaines d’habitants ont été évacués.",
    "disaster, Un terremoto sacudió la costa.",
    "conflict, Обстрел города продолжается.",
    "diplomacy, Санкції набули чинності."
  })
  void shouldKnowSomeWordsOfOtherLanguages(String code, String body) {
    assertThat(tags("", body)).extracting(Tag::code).contains(code);
  }

  @Test
  void shouldNotBeFoundWithinWords() {
    assertThat(tags("warm warden", "swarm of warnings")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "labour, The union called a strike over pay.",
    "conflict, The strike killed three soldiers.",
    "health, He died after a long battle with cancer.",
    "politics, The new cabinet meets the prime minister."
  })
  void shouldTellMeaningsByTheWordsBeside(String code, String body) {
    assertThat(tags("", body)).extracting(Tag::code).containsExactly(code);
  }

  @Test
  void shouldNotTakeAHintForATopic() {
    assertThat(tags("A strike", "")).isEmpty();
    assertThat(tags("", "She strikes a chord and keeps her balance.")).isEmpty();
  }

  @Test
  void shouldGiveWayWhereWordsAreFiguresOfSpeech() {
    assertThat(tags("", "The army of fans saw a battle for the world cup."))
        .extracting(Tag::code)
        .containsExactly("sport");
  }

  @Test
  void shouldListThePairThatLedToATopicInOrder() {
    assertThat(tags("", "Crowds threw stones and the police fled."))
        .contains(new Tag("unrest", "16000000", List.of("crowds", "police")));
  }

  @Test
  void shouldKnowTheWholeFamilyAndCountItOnce() {
    assertThat(tags("", "They evacuated the town; the evacuation took hours."))
        .extracting(Tag::words)
        .containsExactly(List.of("evacuated", "evacuation"));
    assertThat(tags("", "He battled on, and the battle lasted; battles followed.")).isEmpty();
  }
}
