package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordBreakerTest {

  private record Word(String letters, int start, int end) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\r\n",
        "The mayor's order: leave by 5.30 p.m., or stay. (1,000 did)",
        "U.S. troops; don't_know _x_ a_1 x:y 1;2 3:4 a.1 1.a",
        "“Evacuate!” said the governor\u2019s office\u00a0— caf\u00e9s, na\u00efve",
        "\u0301mark \u0301 e\u0301vacuer \u200bzero\u200bwidth x\u00adhyphen",
        "\u6771\u4eac\u3067\u5730\u9707 \u30ab\u30bf\u30ab\u30ca \ud55c\uad6d\uc5b4 \u0e01\u0e32\u0e23",
        "\ud83d\ude80\ud83d\ude80 \ud83c\uddfa\ud83c\udde6 \ud83d\udc68\u200d\ud83d\udc69 \ud800 #tag @name a@b.org",
        "a\u0000b \u0085next\u2028line\u000bvertical\ffeed"
      })
  void shouldPartAsTheTokenizerDoes(String text) throws IOException {
    assertThat(words(text)).isEqualTo(expected(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {254, 255, 256, 300, 70_000})
  void shouldPartLongWordsAsTheTokenizerDoes(int length) throws IOException {
    String text = "a " + "x".repeat(length) + " b";

    assertThat(words(text)).isEqualTo(expected(text));
  }

  @Property(tries = 3_000)
  void shouldPartAnyTextAsTheTokenizerDoes(@ForAll("texts") String text) throws IOException {
    assertThat(words(text)).isEqualTo(expected(text));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> near =
        Arbitraries.of(
            "abzAZ019 _'.,:;-\"/@\n\t\u2019\u00e9\u0301\u200d\u05d0\u30ab\u4e2d\u0e01"
                .chars()
                .mapToObj(c -> (char) c)
                .toList());
    return Arbitraries.oneOf(near, Arbitraries.chars().all())
        .list()
        .ofMaxSize(40)
        .map(WordBreakerTest::joined);
  }

  private static String joined(List<Character> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::append);
    return text.toString();
  }

  private static List<Word> words(String text) throws IOException {
    List<Word> words = new ArrayList<>();
    new WordBreaker()
        .read(
            text,
            (buffer, from, length, start, end) ->
                words.add(new Word(new String(buffer, from, length), start, end)));
    return words;
  }

  private static List<Word> expected(String text) throws IOException {
    List<Word> words = new ArrayList<>();
    try (StandardTokenizer tokenizer = new StandardTokenizer()) {
      CharTermAttribute word = tokenizer.getAttribute(CharTermAttribute.class);
      OffsetAttribute offsets = tokenizer.getAttribute(OffsetAttribute.class);
      tokenizer.setReader(new StringReader(text));
      tokenizer.reset();
      while (tokenizer.incrementToken()) {
        words.add(new Word(word.toString(), offsets.startOffset(), offsets.endOffset()));
      }
      tokenizer.end();
    }
    return words;
  }
}
