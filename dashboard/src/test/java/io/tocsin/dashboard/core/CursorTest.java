package io.tocsin.dashboard.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void shouldBeReadAsItWasWritten() throws BrokenCursorException {
    Cursor cursor =
        Cursor.BEGINNING
            .with(new EventPartition("news", 3), 17)
            .with(new EventPartition("replay-a_1", 0), Long.MAX_VALUE / 10);

    assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    assertThat(Cursor.parse(Cursor.BEGINNING.text())).isEqualTo(Cursor.BEGINNING);
    assertThat(cursor.without("news").next()).hasSize(1);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1:news/0",
        "1:news/0=x",
        "1:news/0=1,",
        "2:news/0=1",
        "1:../0=1",
        "1:news/0=-1",
        "1:news/0=99999999999999999999"
      })
  void shouldRefuseWhatIsNone(String content) {
    String text = Base64.getUrlEncoder().encodeToString(content.getBytes(UTF_8));
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOf(BrokenCursorException.class)
        .hasMessageContaining("expected the id of an event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a b", "é", "1"})
  void shouldRefuseWhatIsNoBase64AndShowIt(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).hasMessageStartingWith("\"" + text + "\"");
  }

  @Test
  void shouldRefuseWhatIsTooLongWithoutShowingItAll() {
    assertThatThrownBy(() -> Cursor.parse("a".repeat(1 << 17)))
        .satisfies(failed -> assertThat(failed.getMessage()).hasSizeLessThan(150));
  }
}
