package io.tocsin.enrich.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShinglesTest {

  @Test
  void shouldBeRunsOfThreeWords() {
    assertThat(Shingles.of("")).isEmpty();
    assertThat(Shingles.of("one two")).isEmpty();
    assertThat(Shingles.of("one two three")).hasSize(1);
    assertThat(Shingles.of("one two three four")).hasSize(2);
  }

  @Test
  void shouldBeDistinct() {
    assertThat(Shingles.of("again and ".repeat(50))).hasSize(2);
  }

  @Test
  void shouldDependOnTheOrderOfWords() {
    assertThat(Shingles.of("one two three")).doesNotContain(Shingles.of("three two one"));
  }

  @Test
  void shouldTakeCharactersForWordsInScriptsWithoutSpaces() {
    assertThat(Shingles.of("北京发生地震")).hasSize(4);
    assertThat(Shingles.of("a北京b")).hasSize(2);
  }

  @Test
  void shouldHaveRoomForLongTexts() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(i).append(' ');
    }

    assertThat(Shingles.of(text.toString())).hasSize(4_998).isSorted();
  }
}
