package io.tocsin.operations.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Bad input ends the command before anything is contacted. */
class ProbeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** No cluster listens there. */
  private int run(String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--bootstrap-servers", "127.0.0.1:1", "--registry", "http://127.0.0.1:1"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLine command = ProbeCommand.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "tocsin.probe.interval,0s",
    "tocsin.probe.interval,999ms",
    "tocsin.probe.interval,11m",
    "tocsin.probe.interval,-1s",
    "tocsin.probe.interval,often",
    "tocsin.probe.timeout,0",
    "tocsin.probe.timeout,1h"
  })
  void shouldRefuseTimesOutOfBounds(String key, String value) {
    assertThat(run(key + "=" + value)).isEqualTo(2);

    assertThat(err.toString())
        .contains(key + ": expected a duration from 1s to 10m but got \"" + value + "\"");
  }

  @Test
  void shouldRefuseATimeoutBelowTheInterval() {
    assertThat(run("tocsin.probe.interval=20s", "tocsin.probe.timeout=19s")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "tocsin.probe.timeout: expected at least tocsin.probe.interval, which is 20000 ms"
                + " but got \"19000ms\"");
  }

  @Test
  void shouldRefuseAHistoryAndTellAllAtOnce() {
    assertThat(run("tocsin.mode=event", "tocsin.probe.interval=20s", "tocsin.probe.timeout=19s"))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("tocsin.mode: expected live, since a history is not to be added to")
        .contains("tocsin.probe.timeout: expected at least ");
  }

  @Test
  void shouldTellThatNoBrokerAnswers() {
    assertThat(run("tocsin.startup-timeout=1s")).isEqualTo(3);

    assertThat(err.toString()).contains("no broker answered at \"127.0.0.1:1\"");
  }
}
