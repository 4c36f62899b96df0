package io.tocsin.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.replay.BacktestMain;
import io.tocsin.replay.OtherJava;
import io.tocsin.replay.SampleFile;
import io.tocsin.replay.core.sample.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest writes the same file, byte for byte, in another version of Java. */
class BothJavasIT {

  private static final int PATIENCE_MINUTES = 3;

  @TempDir private Path directory;

  @Test
  void shouldWriteTheSameFile() throws Exception {
    Optional<Path> other = OtherJava.find();
    assumeTrue(
        other.isPresent(),
        "no Java of another version lies beside this one; -Dtocsin.replay.java=… names one");

    Path here = backtest(OtherJava.own(), "own");
    Path there = backtest(other.get(), "other");

    assertThat(here).isNotEmptyFile();
    assertThat(there).as(other.get().toString()).hasSameBinaryContentAs(here);
  }

  private Path backtest(Path java, String name) throws IOException, InterruptedException {
    Path rules = Files.write(directory.resolve("rules.yaml"), SampleHistory.rules());
    Path alerts = directory.resolve(name + ".jsonl");
    Path log = directory.resolve(name + ".log");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BacktestMain.class.getName(),
                    "--posts",
                    SampleFile.in(directory).toString(),
                    "--rules",
                    rules.toString(),
                    "--to",
                    SampleHistory.END.toString(),
                    "--alerts",
                    alerts.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return alerts;
  }
}
