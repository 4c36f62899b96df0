package io.tocsin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a service as a process: ready, killed, stopped in order, refused. */
@ExtendWith(ClusterExtension.class)
class ServicesAsProcessesIT {
  @RegisterExtension final Processes processes = new Processes();

  @Test
  void shouldBecomeReadyEndOnSignalWithZeroAndComeBackAfterAKill(TestCluster cluster) {
    Launch enrich =
        processes
            .service("enrich")
            .setting("tocsin.namespace", cluster.namespace())
            .setting("tocsin.kafka.bootstrap.servers", cluster.bootstrapServers())
            .setting("tocsin.registry.url", cluster.registryUrl());

    ChildJvm first = enrich.start().awaitReady();
    assertThat(first.get("/health/live").status()).isEqualTo(200);
    first.kill();
    assertThat(first.awaitExit()).as("128 + 9").isEqualTo(137);

    ChildJvm second = enrich.start().awaitReady();
    assertThat(second.stop()).isZero();
    assertThat(second.output()).contains("stopped").doesNotContain("ERROR");
  }

  @Test
  void shouldEndWithTwoWhenTheConfigurationCannotBeUsed() {
    ChildJvm refused =
        processes.service("alerts").setting("tocsin.alerts.post-memry", "1d").start();

    assertThat(refused.awaitExit()).isEqualTo(2);
    assertThat(refused.output())
        .contains("did you mean tocsin.alerts.post-memory?")
        .contains("tocsin.registry.url: required");
  }
}
