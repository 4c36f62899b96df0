package io.tocsin.enrich.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandardAnnotatorsTest {

  private static final AnnotatorChain CHAIN =
      new AnnotatorChain(
          StandardAnnotators.shared(),
          (annotator, failure) -> {
            throw new AssertionError(annotator.name(), failure);
          });

  private static final int MEGABYTE = 1 << 20;

  static Stream<Arguments> oddTexts() {
    return Stream.of(
        Arguments.of("nothing", ""),
        Arguments.of("blanks", " \n\t ".repeat(100)),
        Arguments.of("no letters", "12 + 34 = 46; !?§$%&/()=".repeat(50)),
        Arguments.of("one token of a megabyte", "a".repeat(MEGABYTE)),
        Arguments.of("a megabyte of capitals", "US".repeat(MEGABYTE / 2)),
        Arguments.of("a megabyte of names", "US ".repeat(MEGABYTE / 3)),
        Arguments.of("a megabyte of given names", "John Smith ".repeat(MEGABYTE / 11)),
        Arguments.of("a megabyte of Han", "中国".repeat(MEGABYTE / 2)),
        Arguments.of("a megabyte of Arabic conjunctions", "و".repeat(MEGABYTE)),
        Arguments.of("emoji", "🚨🇺🇦🔥👩‍👩‍👧‍👦".repeat(100)),
        Arguments.of("combining marks", "e\u0301\u0301\u0301 ".repeat(1000)),
        Arguments.of("half surrogates", "\ud83d Kyiv \ude00 \ud83d".repeat(10)),
        Arguments.of("mixed scripts", "Kyiv Київ كييف קייב 基辅 Κίεβο कीव"),
        Arguments.of("control characters", "\u0000\u0001\u200b\ufeff Kyiv \u202e"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddTexts")
  void shouldTakeOddTextsAndFindNoMoreThanItMay(String what, String text) {
    Annotations found = CHAIN.annotate(new PostText(text, text, "xx-not a tag"));

    assertThat(found.failed()).isEmpty();
    assertThat(found.entities()).hasSizeLessThanOrEqualTo(500);
    assertThat(found.countries()).hasSizeLessThanOrEqualTo(20);
    assertThat(found.tags())
        .allSatisfy(tag -> assertThat(tag.words()).hasSizeLessThanOrEqualTo(10));
  }

  @Test
  void shouldAnnotateAPostInFull() {
    Annotations found =
        CHAIN.annotate(
            new PostText(
                "Blinken urges Americans to leave Ukraine",
                """
                The US Secretary of State, Antony Blinken, said in Melbourne on Friday that a \
                Russian attack could come at any time. The State Department told citizens to \
                leave Ukraine at once, while NATO moved troops to Poland and Romania.""",
                null));

    assertThat(found.language().tag()).isEqualTo("en");
    assertThat(found.countries()).containsExactly("AU", "PL", "RO", "RU", "UA", "US");
    assertThat(found.tags()).extracting(Tag::code).contains("conflict", "diplomacy");
    assertThat(found.signature()).isNotNull();
    assertThat(found.entities())
        .extracting(Entity::text)
        .containsExactly(
            "Blinken",
            "Ukraine",
            "US",
            "Antony Blinken",
            "Melbourne",
            "State Department",
            "Ukraine",
            "NATO",
            "Poland",
            "Romania");
  }

  @Test
  void shouldFindTheSameInEveryRun() {
    PostText post = new PostText("Kyiv", "Officials in Lviv, Odesa and Paris met on Monday.", "en");

    List<Annotations> runs = Stream.generate(() -> CHAIN.annotate(post)).limit(5).toList();

    assertThat(runs).containsOnly(runs.get(0));
  }
}
