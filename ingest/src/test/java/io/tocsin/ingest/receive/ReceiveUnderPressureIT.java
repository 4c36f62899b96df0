package io.tocsin.ingest.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.receive.RawConnection.Answer;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, greedy or wrong, byte by byte, at the HTTP door. */
@ExtendWith(ClusterExtension.class)
class ReceiveUnderPressureIT {
  private static final String POST = RawPosts.rawPost().json();
  private static final int LENGTH = POST.getBytes(UTF_8).length;

  private static RawConnection connect(Door door) throws IOException {
    return new RawConnection(door.service().address());
  }

  private static Answer checked(RawConnection client) throws IOException {
    Answer answer = client.answer();
    Contract.PUBLISHED.check(
        "POST", "/posts", answer.status(), answer.httpHeaders(), answer.json());
    return answer;
  }

  private static int records(TestCluster cluster) {
    return cluster.readAll(cluster.topics(ClockMode.LIVE, 3).rawPosts().name()).size();
  }

  @Nested
  class Framing {
    @Test
    void shouldTakeChunksAndASecondRequestOnTheSameConnection(TestCluster cluster)
        throws IOException {
      try (Door door = Door.open(cluster, Map.of());
          RawConnection client = connect(door)) {
        client.post("Transfer-Encoding: chunked");
        client.send("5\r\n" + POST.substring(0, 5) + "\r\n");
        client.send(Integer.toHexString(LENGTH - 5) + "\r\n" + POST.substring(5) + "\r\n0\r\n\r\n");
        assertThat(checked(client).status()).isEqualTo(200);
        client.post("Content-Length: " + LENGTH).send(POST);
        assertThat(checked(client).status()).isEqualTo(200);
        assertThat(records(cluster)).isEqualTo(2);
      }
    }

    @Test
    void shouldAskForTheBodyOnlyWhenItWillBeRead(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of());
          RawConnection client = connect(door);
          RawConnection greedy = connect(door)) {
        client.post("Content-Length: " + LENGTH, "Expect: 100-continue");
        assertThat(client.answer().status()).isEqualTo(100);
        assertThat(checked(client.send(POST)).status()).isEqualTo(200);
        greedy.post("Content-Length: 100000000", "Expect: 100-continue");
        assertThat(checked(greedy).status()).isEqualTo(413);
        assertThat(greedy.isClosed()).isTrue();
      }
    }

    @Test
    void shouldNotSendABodyThatEndsTooEarly(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of())) {
        try (RawConnection client = connect(door)) {
          client.post("Content-Length: " + (LENGTH + 10)).send(POST).end();
          assertThat(client.answer().status()).isEqualTo(400);
        }
        try (RawConnection client = connect(door)) {
          client.post("Transfer-Encoding: chunked").send("ffff\r\n" + POST).end();
          assertThat(client.answer().status()).isEqualTo(400);
        }
        assertThat(records(cluster)).isZero();
      }
    }

    @Test
    void shouldTakeNothingOfWhatFollowsAnAnnouncedLength(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of());
          RawConnection client = connect(door)) {
        client.post("Content-Length: " + LENGTH).send(POST + "[" + POST + "]\r\n\r\n");
        assertThat(checked(client).status()).isEqualTo(200);
        assertThat(checked(client).status()).isEqualTo(400);
        assertThat(client.isClosed()).isTrue();
        assertThat(records(cluster)).isEqualTo(1);
      }
    }

    @Test
    void shouldSayThatHeadersAreTooLarge(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of());
          RawConnection client = connect(door)) {
        client.post("X-Large: " + "x".repeat(20_000));
        assertThat(checked(client).json().get("detail").asText())
            .isEqualTo("the headers are too large");
      }
    }

    @Test
    void shouldAnswerWhatIsUnderWayWhenItIsStopped(TestCluster cluster) throws Exception {
      Door door = Door.open(cluster, Map.of());
      try (RawConnection underWay = connect(door)) {
        underWay.post("Content-Length: " + LENGTH, "Expect: 100-continue");
        assertThat(underWay.answer().status()).as("its body is asked for").isEqualTo(100);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(door::close);
        Awaitility.await().until(() -> refusesConnections(door));
        assertThat(checked(underWay.send(POST)).status()).isEqualTo(200);
        closing.join();
      }
    }

    private static boolean refusesConnections(Door door) {
      try {
        connect(door).close();
        return false;
      } catch (IOException closed) {
        return true;
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Content-Length: 5\r\nContent-Length: 6",
          "Content-Length: 5\r\nTransfer-Encoding: chunked",
          "Content-Length: five",
          "Content-Length: -1",
          "Transfer-Encoding: chunked, gzip",
          "X-Broken\u0000: yes"
        })
    void shouldNotGuessWhatABrokenHeaderMeans(String headers, TestCluster cluster)
        throws IOException {
      try (Door door = Door.open(cluster, Map.of());
          RawConnection client = connect(door)) {
        client.post(headers).send("0\r\n\r\n");
        assertThat(checked(client).status()).isEqualTo(400);
        assertThat(client.isClosed()).isTrue();
      }
    }
  }

  @Nested
  class Slowness {
    @Test
    void shouldEndAConnectionThatIsStill(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of("tocsin.receive.idle-timeout", "200ms"));
          RawConnection client = connect(door)) {
        client.post("Content-Length: " + LENGTH).send(POST.substring(0, 10));
        assertThat(checked(client).status()).isEqualTo(408);
        assertThat(client.isClosed()).isTrue();
      }
    }

    @Test
    void shouldEndABodyThatTricklesIn(TestCluster cluster) throws IOException {
      try (Door door = Door.open(cluster, Map.of("tocsin.receive.read-timeout", "300ms"));
          RawConnection client = connect(door)) {
        client.post("Content-Length: 1000000");
        Awaitility.await()
            .pollInterval(Duration.ofMillis(10))
            .until(() -> client.isAnsweredInsteadOf(' '));
        assertThat(checked(client).status()).isEqualTo(408);
        assertThat(records(cluster)).isZero();
      }
    }

    @Test
    void shouldServeOthersWhileSomeAreSlow(TestCluster cluster) throws IOException {
      List<RawConnection> slow = new ArrayList<>();
      try (Door door = Door.open(cluster, Map.of("tocsin.receive.threads", "3"))) {
        for (int i = 0; i < 100; i++) {
          slow.add(connect(door).send("POST /posts HTTP/1.1\r\nHost: loc"));
        }
        assertThat(door.post(Door.JSON, POST).status()).isEqualTo(200);
      } finally {
        for (RawConnection client : slow) {
          client.close();
        }
      }
    }
  }

  @Nested
  class Memory {
    private static final Map<String, String> SMALL =
        Map.of(
            "tocsin.receive.max-body", "64KiB",
            "tocsin.receive.max-posts", "10",
            "tocsin.receive.max-in-flight", "1MiB");

    @Test
    void shouldTellToComeAgainWhenRequestsUnderWayTakeAllAndTakeWhenTheyAreGone(TestCluster cluster)
        throws Exception {
      String large = "{\"title\":\"" + "t".repeat(60_000);
      List<RawConnection> open = new ArrayList<>();
      try (Door door = Door.open(cluster, SMALL)) {
        for (int i = 0; i < 8; i++) {
          open.add(connect(door).post("Content-Length: 65000").send(large));
        }
        Awaitility.await().until(() -> inFlight(door) > 900_000);
        Door.Answered refused = door.post(Door.JSON, large + "\"}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("retry-after")).hasValue("1");
        assertThat(inFlight(door)).isLessThanOrEqualTo(1 << 20);
        for (RawConnection client : open) {
          client.close();
        }
        Awaitility.await().until(() -> inFlight(door) == 0);
        assertThat(door.post(Door.JSON, POST).status()).isEqualTo(200);
      }
      assertThat(Contract.PUBLISHED.seen()).contains("POST /posts 429");
    }

    private static double inFlight(Door door) throws IOException, InterruptedException {
      return door.metrics()
          .lines()
          .filter(line -> line.startsWith("tocsin_receive_in_flight_bytes{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }
}
