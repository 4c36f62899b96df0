package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirSpaceTest {
  @TempDir private Path directory;

  @Test
  void shouldBlameAFullDiskWhereverItStandsInTheCauses() {
    Throwable failure =
        new StreamsException(
            "task",
            new ProcessorStateException(
                "put", new IOException("While appending to file: No space left on device")));

    assertThat(new StateDirSpace(directory).blamedFor(failure))
        .hasValueSatisfying(
            told -> {
              assertThat(told.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
              assertThat(told)
                  .hasMessageStartingWith("tocsin.state-dir: no space left in " + directory)
                  .hasMessageContaining("nothing is lost");
            });
  }

  @Test
  void shouldNotBeBlamedForOtherFailures() {
    StateDirSpace space = new StateDirSpace(directory);

    assertThat(space.blamedFor(new ProcessorStateException("corrupted"))).isEmpty();
    assertThat(space.blamedFor(new IllegalStateException())).isEmpty();
    assertThatNoException().isThrownBy(space::check);
  }
}
