package io.tocsin.runtime.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFormatTest {
  private static final StoreFormat FORMAT = new StoreFormat("post-store", 3);

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 3})
  void shouldKnowAllFormatsUpToItsOwn(byte format) {
    assertThat(FORMAT.of(new byte[] {format, 9})).isEqualTo(format);
    assertThat(FORMAT.mark()).isEqualTo((byte) 3);
  }

  @Test
  void shouldSayWhatToDoAboutANewerOne() {
    assertThatExceptionOfType(UnreadableStateException.class)
        .isThrownBy(() -> FORMAT.of(new byte[] {4}))
        .withMessage(
            "post-store holds state in format 4, this release knows formats 1 to 3: a newer"
                + " release has written it. Go back to that release, or make the service forget"
                + " all that it remembers (tocsin reset)");
  }

  @Test
  void shouldSayWhatToDoAboutBytesThatNobodyWrites() {
    for (byte[] value : new byte[][] {{}, {0}, {-1, 5}}) {
      assertThatExceptionOfType(UnreadableStateException.class)
          .isThrownBy(() -> FORMAT.of(value))
          .withMessageStartingWith("post-store has a value of " + value.length + " bytes")
          .withMessageContaining("tocsin.state-dir");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 128})
  void shouldFitInOneByte(int newest) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreFormat("s", newest));
  }
}
