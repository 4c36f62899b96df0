package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void shouldKeepOrdinaryTextInAnyScript() {
    String text = "Überschwemmung — наводнение 洪水 😀\n\tSecond line";

    assertThat(SafeText.lines(text.getBytes(UTF_8))).isEqualTo(text);
  }

  @Test
  void shouldEscapeWhatMovesTheTerminal() {
    String text = "a\u001b[2Jb\u202ec\u0000\u009b\r\u2028d";

    assertThat(SafeText.lines(text.getBytes(UTF_8)))
        .isEqualTo("a\\u001b[2Jb\\u202ec\\u0000\\u009b\\u000d\\u2028d");
  }

  @Test
  void shouldKeepALineALine() {
    assertThat(SafeText.line("one\ntwo\tthree")).isEqualTo("one\\u000atwo\\u0009three");
  }

  @Test
  void shouldShowBytesThatAreNotUtf8() {
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82};

    assertThat(SafeText.lines(bytes)).isEqualTo("a\\xffb\\xe2\\x82");
  }

  @Property(tries = 2_000)
  void shouldNeverLetAControlCharacterThrough(@ForAll byte[] bytes) {
    assertThat(SafeText.lines(bytes).chars())
        .allMatch(
            c -> c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0)));
  }
}
