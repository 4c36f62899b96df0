package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterPositionTest {

  @Test
  void shouldBeReadAsItIsWritten() {
    LetterPosition position = new LetterPosition("enrich", 2, 1_234_567_890_123L);

    assertThat(LetterPosition.parse(position.text())).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "ingest@17",
        "news-0@1",
        "ingest-0@-1",
        "ingest-0@1x",
        "ingest-0@99999999999999999999"
      })
  void shouldSayWhatWasExpected(String text) {
    assertThatThrownBy(() -> LetterPosition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("ingest-0@17");
  }
}
