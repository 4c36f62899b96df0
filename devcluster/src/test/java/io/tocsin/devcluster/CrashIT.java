package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {
  @Test
  void shouldLoseNothingWhenTheWholeProcessIsKilled(@TempDir Path dir) throws Exception {
    Process parent = ParentJvm.start(ClusterParent.class, dir);
    int id = Integer.parseInt(ParentJvm.firstLine(parent));

    parent.destroyForcibly().waitFor();

    try (DevCluster again = DevCluster.start(DevClusterOptions.keptIn(dir))) {
      ClusterClients clients = new ClusterClients(again);
      assertThat(clients.values("kept")).containsExactly("still here");
      assertThat(clients.register("kept-value", "kept")).isEqualTo(id);
      assertThat(clients.register("new-value", "new")).isGreaterThan(id);
    }
  }

  /** Writes a record and a schema, prints the schema's id and stays until it is killed. */
  static final class ClusterParent {
    private ClusterParent() {}

    public static void main(String[] args) throws Exception {
      DevCluster cluster = DevCluster.start(DevClusterOptions.keptIn(Path.of(args[0])));
      ClusterClients clients = new ClusterClients(cluster);
      clients.register("filler-value", "filler");
      clients.createTopic("kept");
      clients.produce("kept", "still here");
      System.out.println(clients.register("kept-value", "kept"));
      Thread.currentThread().join();
    }
  }
}
