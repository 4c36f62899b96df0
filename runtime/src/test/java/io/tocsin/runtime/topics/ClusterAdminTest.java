package io.tocsin.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.config.ServiceConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterAdminTest {

  private static final int ASKING = 24;

  /**
   * Kafka's client comes back from closing in most cases even without a limit, hence so many. The
   * timeout is no measure of speed: what hangs would hang for ever.
   */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void shouldNotWaitForSomethingThatTakesConnectionsAndSaysNothing()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService asking = Executors.newFixedThreadPool(ASKING);
    try (ServerSocket silent = new ServerSocket(0, 10 * ASKING, InetAddress.getLoopbackAddress())) {
      ServiceConfig config =
          ServiceConfig.builder()
              .bootstrapServers("127.0.0.1:" + silent.getLocalPort())
              .registryUrl("http://registry:8081")
              .set("tocsin.startup-timeout", "1s")
              .build();
      List<Callable<String>> questions = new ArrayList<>();
      for (int i = 0; i < ASKING; i++) {
        questions.add(() -> answer(config));
      }

      for (Future<String> answer : asking.invokeAll(questions)) {
        assertThat(answer.get()).contains("takes connections and says nothing");
      }
    } finally {
      asking.shutdownNow();
    }
  }

  private static String answer(ServiceConfig config) {
    try {
      return ClusterAdmin.ask(
          config, "test", admin -> admin.await(admin.client().listTopics().names()).toString());
    } catch (BrokerUnreachableException unreachable) {
      return unreachable.getMessage();
    }
  }
}
