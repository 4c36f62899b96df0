package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many who follow, some who take nothing, and a registry that is away. */
@ExtendWith(ClusterExtension.class)
class FollowersIT {
  private static final int PAGES = 200;
  private static final int SMALL = 4 << 10;
  private static final int LARGE = 400 << 10;
  private static final int MORE_THAN_FITS = 60;

  /** A page as the server sees it: a connection that asks for the events. */
  private static Socket follow(URI address, int buffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(buffer);
    socket.setSoTimeout((int) TestCluster.PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    socket
        .getOutputStream()
        .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    return socket;
  }

  /** Reads up to a line that begins so. */
  private static BufferedReader await(BufferedReader in, String beginning) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = in.readLine();
    }
    assertThat(line).as("the stream ended before " + beginning).isNotNull();
    return in;
  }

  private static boolean hasClients(Shown shown, int count) {
    HttpRequest metrics = HttpRequest.newBuilder(shown.healthAddress().resolve("/metrics")).build();
    return shown
        .answer(metrics)
        .body()
        .lines()
        .anyMatch(line -> line.matches("tocsin_dashboard_clients\\{.*} " + count + "(\\.0)?"));
  }

  @Test
  void shouldServeTwoHundredPagesAtOnce(TestCluster cluster) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try (Shown shown = Shown.start(cluster, Map.of())) {
      List<BufferedReader> pages = new ArrayList<>();
      for (int i = 0; i < PAGES; i++) {
        Socket socket = follow(shown.address(), 64 << 10);
        sockets.add(socket);
        pages.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
      }
      for (BufferedReader page : pages) {
        await(page, "event: ready");
      }
      assertThat(hasClients(shown, PAGES)).isTrue();
      shown.ring("all-see-it");
      for (BufferedReader page : pages) {
        assertThat(await(await(page, "event: alert"), "data: ")).isNotNull();
      }
      shown.awaitAlerts("/api/alerts", 1);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void shouldLetGoOfWhoeverReadsNothing(TestCluster cluster) throws IOException {
    Map<String, String> impatient =
        Map.of("tocsin.dashboard.clients", "1", "tocsin.dashboard.idle-timeout", "5s");
    try (Shown shown = Shown.start(cluster, impatient);
        Socket deaf = follow(shown.address(), SMALL)) {
      await(
          new BufferedReader(new InputStreamReader(deaf.getInputStream(), UTF_8), SMALL),
          "event: ready");
      assertThat(hasClients(shown, 1)).isTrue();
      for (int i = 0; i < MORE_THAN_FITS; i++) {
        Alert alert =
            Alerts.alert(
                "large" + i,
                1,
                AlertStatus.OPEN,
                Alerts.post("1", "Large", "x".repeat(LARGE), null));
        shown.happen(shown.topics(), alert, AlertEventType.OPENED);
      }
      Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> hasClients(shown, 0));
      try (EventFollower next = new EventFollower(shown.address(), "", "")) {
        next.await("ready", 1);
      }
      shown.awaitAlerts("/api/alerts?evidence=false", MORE_THAN_FITS);
    }
  }

  @Test
  void shouldWaitForARegistryThatIsAwayAndSaySo(TestCluster cluster) {
    try (Shown first = Shown.start(cluster, Map.of())) {
      first.ring("a");
      first.awaitAlerts("/api/alerts", 1);
    }
    cluster.cluster().stopRegistry();
    try (Shown shown = Shown.early(cluster)) {
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> registry(shown.get("/api/health", 503)).equals("down"));
      assertThat(shown.get("/api/alerts", 200).get("complete").asBoolean()).isFalse();
      cluster.cluster().startRegistry();
      shown.awaitAlerts("/api/alerts", 1);
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> shown.answer("/api/health").statusCode() == 200);
      assertThat(registry(shown.get("/api/health", 200))).isEqualTo("up");
    }
  }

  private static String registry(JsonNode health) {
    for (JsonNode check : health.get("checks")) {
      if (check.get("name").asText().equals("registry")) {
        return check.get("status").asText();
      }
    }
    return "";
  }
}
