package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** How the command ends that cannot begin; acceptance runs it as a process. */
@ExtendWith(ClusterExtension.class)
class ReceiveCommandIT {

  /** Its exit code and what it says. */
  private record Ended(int code, String said) {}

  private static Ended run(TestCluster cluster, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    cluster.settings().forEach((key, value) -> all.addAll(0, List.of("--set", key + "=" + value)));
    StringWriter said = new StringWriter();
    CommandLine command = ReceiveCommand.commandLine();
    command.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    return new Ended(command.execute(all.toArray(String[]::new)), said.toString());
  }

  @Test
  void shouldNotServeOthersWithoutAToken(TestCluster cluster) {
    Ended ended = run(cluster, "--host", "0.0.0.0");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said()).contains("receive: ", "tocsin.receive.tokens: required where");
    assertThat(cluster.topicNames())
        .as("nothing was begun")
        .noneMatch(name -> name.startsWith(cluster.namespace() + "."));
  }

  @Test
  void shouldSayWhichKeyItDoesNotKnow(TestCluster cluster) {
    Ended ended = run(cluster, "--set", "tocsin.receive.token=0123456789abcdef");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said())
        .contains("did you mean tocsin.receive.tokens?")
        .doesNotContain("0123456789abcdef");
  }

  @Test
  void shouldSayThatItsPortIsTaken(TestCluster cluster) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run(cluster, "--port", Integer.toString(taken.getLocalPort()));
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.said())
          .contains("cannot serve HTTP on 127.0.0.1:" + taken.getLocalPort())
          .contains("tocsin.receive.port");
    }
  }

  @Test
  void shouldPrintWhatIsInEffectWithoutTokens(TestCluster cluster) {
    Ended ended = run(cluster, "--print-config", "--set", "tocsin.receive.tokens=0123456789abcdef");
    assertThat(ended.code()).isZero();
    assertThat(ended.said())
        .contains("tocsin.receive.max-body = 8MiB")
        .contains("tocsin.receive.tokens = ********");
  }
}
