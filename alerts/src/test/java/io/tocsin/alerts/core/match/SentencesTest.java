package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Highlight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          One ends. Two has it! Three follows. | Two | Two has it!
          Gen. Smith of the U.S. Army said it. Then he left. | Army | Gen. Smith of the U.S. Army said it.
          He said: "Go." Then he left. | left | Then he left.
          It rose by 3.5 percent in May. More later. | 3.5 | It rose by 3.5 percent in May.
          They left at 5 p.m. on Friday. All did. | Friday | They left at 5 p.m. on Friday.
          No end here | end | No end here
          全員避難してください。次の文。 | 次 | 次の文。
          """)
  void shouldFindTheSentenceAround(String text, String word, String sentence) {
    assertThat(around(text, word)).isEqualTo(sentence);
  }

  @Test
  void shouldEndAtLineBreaks() {
    assertThat(around("A headline without a stop\n\nThe first paragraph.", "headline"))
        .isEqualTo("A headline without a stop");
    assertThat(around("A headline without a stop\n\nThe first paragraph.", "first"))
        .isEqualTo("The first paragraph.");
  }

  @Test
  void shouldFindNothingInNothing() {
    assertThat(Sentences.around("", 0)).isEqualTo(new Highlight(0, 0));
  }

  private static String around(String text, String word) {
    Highlight sentence = Sentences.around(text, text.indexOf(word));
    return text.substring(sentence.start(), sentence.end());
  }
}
