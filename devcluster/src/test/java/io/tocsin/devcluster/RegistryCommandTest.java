package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandTest {
  @Test
  void shouldMapTheArchiveOnlyWhenThereIsOne(@TempDir Path dir) throws Exception {
    RegistryHome home = new RegistryHome(dir.resolve("runner.jar"));
    String option = "-XX:SharedArchiveFile=" + home.archive();

    assertThat(RegistryCommand.SERVE.line(home, dir)).doesNotContain(option);
    Files.createFile(home.archive());
    assertThat(RegistryCommand.SERVE.line(home, dir)).contains(option);
  }

  @Test
  void shouldBeginTheClassPathWithTheRunnerSoThatTheArchiveFits(@TempDir Path dir) {
    RegistryHome home = new RegistryHome(dir.resolve("runner.jar"));

    assertThat(RegistryCommand.SERVE.line(home, dir))
        .anyMatch(argument -> argument.startsWith(home.runner() + File.pathSeparator));
  }
}
