package io.tocsin.acceptance.containers;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.TestCluster;

/** The sample replayed in one go, in this process: what every disturbed run is compared with. */
final class UndisturbedRun {

  private UndisturbedRun() {}

  /** What comes out of it. */
  static Outcome of(TestCluster cluster) {
    ReplayRequest request =
        ReplayRequest.of(
                cluster.namespace(),
                History.of(SampleHistory.posts(), AsOf.SEEN, TimeRange.ALL),
                RuleFile.read(SampleHistory.rules()).rules(),
                cluster.stateDir().resolve("undisturbed"),
                cluster.settings())
            .until(SampleHistory.END);
    Replay.run(request, ReplayListener.SILENT);
    try (TestCluster its =
        TestCluster.of(
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            cluster.stateDir(),
            request.namespace())) {
      return Outcome.of(its, its.topics(ClockMode.EVENT, request.partitions()));
    }
  }
}
