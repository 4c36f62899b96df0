package io.tocsin.replay;

import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.TestCluster;
import java.util.List;

/** What lies on the alert topic of a replay. */
final class ReplayedAlerts {

  private ReplayedAlerts() {}

  /** All of it, in the order in which they are compared. */
  static List<CanonicalAlert> of(TestCluster cluster, ReplayRequest request) {
    return of(cluster, request.namespace(), request.partitions());
  }

  /** All of a namespace of so many partitions. */
  static List<CanonicalAlert> of(TestCluster cluster, String namespace, int partitions) {
    return CanonicalAlert.of(
        cluster, Topics.of(namespace, ClockMode.EVENT, partitions, cluster.serdes()));
  }
}
