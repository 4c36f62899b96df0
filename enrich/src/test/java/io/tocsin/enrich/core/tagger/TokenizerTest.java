package io.tocsin.enrich.core.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  @Test
  void shouldPartNamesThatAreJoinedByAHyphenOrALostSpace() {
    assertThat(sentences("A Biden-Putin call on parts of?Ukraine"))
        .containsExactly(
            List.of("A", "Biden", "-", "Putin", "call", "on", "parts", "of", "?", "Ukraine"));
  }

  @Test
  void shouldKeepThePointsOfInitialsTitlesAndNumbers() {
    assertThat(sentences("Mr. Tanner paid 1,200.50 in the U.S. on Sunday. He left."))
        .containsExactly(
            List.of("Mr.", "Tanner", "paid", "1,200.50", "in", "the", "U.S.", "on", "Sunday", "."),
            List.of("He", "left", "."));
  }

  @Test
  void shouldPartAPossessiveButNotAnApostropheWithinAName() {
    assertThat(sentences("O’Hara’s house")).containsExactly(List.of("O’Hara", "’s", "house"));
  }

  @Test
  void shouldEndASentenceAtALineBreak() {
    assertThat(sentences("First line\nSecond line")).hasSize(2);
  }

  @Test
  void shouldNeverPartSurrogatesNorCombiningMarks() {
    assertThat(sentences("\uD83D\uDE80 Zu\u0308rich"))
        .containsExactly(List.of("\uD83D\uDE80", "Zu\u0308rich"));
  }

  @Test
  void shouldCutASentenceWithoutEnd() {
    assertThat(sentences("word ".repeat(1_000)))
        .allSatisfy(words -> assertThat(words).hasSizeLessThanOrEqualTo(Sentence.LONGEST))
        .hasSize(5);
  }

  private static List<List<String>> sentences(String text) {
    Tokenizer tokenizer = new Tokenizer(text);
    Sentence sentence = new Sentence();
    List<List<String>> sentences = new ArrayList<>();
    while (tokenizer.next(sentence)) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < sentence.size(); i++) {
        words.add(text.substring(sentence.start(i), sentence.end(i)));
      }
      sentences.add(words);
    }
    return sentences;
  }
}
