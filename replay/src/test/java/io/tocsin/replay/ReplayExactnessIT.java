package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.Recorded;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.Speed;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One history gives the same alert events for any number of partitions and any speed, in a
 * backtest, and when the process was killed on the way. The killed one goes on in another version
 * of Java where there is one.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayExactnessIT {

  private static final History SAMPLE = History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL);
  private static final List<Rule> RULES = RuleFile.read(SampleHistory.rules()).rules();
  private static final int SENT_BEFORE_THE_KILL = 1_000;

  @TempDir private Path directory = Path.of("unset");
  private List<CanonicalAlert> undisturbed = List.of();

  @BeforeAll
  void runUndisturbed(TestCluster cluster) {
    undisturbed = replayed(cluster, "undisturbed", 1, Speed.MAX);
    assertThat(undisturbed).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource({"3,max", "6,100000x"})
  void shouldBeTheSameInAnyNumberOfPartitionsAndAtAnySpeed(
      int partitions, String speed, TestCluster cluster) {
    assertThat(replayed(cluster, "in-" + partitions, partitions, Speed.parse(speed)))
        .isEqualTo(undisturbed);
  }

  @Test
  void shouldBeTheSameInABacktest() throws IOException {
    HistoryFile.Reading reading =
        new HistoryFile.Reading(AsOf.SEEN, new TimeRange(null, SampleHistory.END), null, 0);
    Recorded recorded = new Recorded();
    Backtest.run(
        new BacktestRequest(List.of(SampleFile.in(directory)), reading, List.of(RULES), true, 2),
        recorded);

    assertThat(recorded.events())
        .extracting(ReplayExactnessIT::asOnTheTopic)
        .isEqualTo(undisturbed);
  }

  private static CanonicalAlert asOnTheTopic(AlertEvent event) {
    return CanonicalAlert.of(
        new RuleScope(event.ruleId(), event.scope()).key(),
        AlertRecords.avro(event),
        CloudEventHeaders.of(event));
  }

  @Test
  void shouldBeTheSameAfterTheProcessWasKilled(TestCluster cluster) throws Exception {
    String name = cluster.namespace() + "-killed";
    Topics topics = Topics.of("replay-" + name, ClockMode.EVENT, 3, cluster.serdes());

    Process killed = launch(OtherJava.own(), cluster, name, "--speed", "50000x");
    try {
      cluster.awaitRecords(topics.rawPosts().name(), SENT_BEFORE_THE_KILL);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(cluster.readAll(topics.rawPosts().name()))
        .as("it was killed on its way")
        .hasSizeLessThan((int) SAMPLE.extent().posts());

    Process resumed = launch(OtherJava.find().orElseGet(OtherJava::own), cluster, name, "--resume");
    try {
      assertThat(resumed.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("it ends by itself")
          .isTrue();
    } finally {
      resumed.destroyForcibly().waitFor();
    }

    assertThat(resumed.exitValue()).as(output(name)).isZero();
    assertThat(cluster.readAll(topics.rawPosts().name()))
        .as("every post once, and the end mark")
        .hasSize((int) SAMPLE.extent().posts() + 1);
    assertThat(ReplayedAlerts.of(cluster, "replay-" + name, 3)).isEqualTo(undisturbed);
  }

  private static List<CanonicalAlert> replayed(
      TestCluster cluster, String name, int partitions, Speed speed) {
    ReplayRequest request =
        ReplayRequest.of(
                cluster.namespace() + "-" + name,
                SAMPLE,
                RULES,
                cluster.stateDir().resolve(name),
                cluster.settings())
            .until(SampleHistory.END)
            .inPartitions(partitions)
            .at(speed);
    Replay.run(request, ReplayListener.SILENT);
    return ReplayedAlerts.of(cluster, request);
  }

  /** The command as users run it, over a file, in three partitions. */
  private Process launch(Path java, TestCluster cluster, String name, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java.toString(), "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(ReplayMain.class.getName(), SampleFile.in(directory).toString(), "--name", name));
    command.addAll(List.of("--to", SampleHistory.END.toString(), "--partitions", "3"));
    command.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    command.addAll(List.of("--registry", cluster.registryUrl()));
    command.addAll(List.of("--state-dir", cluster.stateDir().toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
        .start();
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private String output(String name) throws IOException {
    return Files.readString(log(name));
  }
}
