package io.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.testkit.Needs.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a service from its work is seen in its health, in words, and is over when it is. */
@ExtendWith(ClusterExtension.class)
class HealthIT {
  private static final long AT = 1_644_570_000_000L;
  private static final String READY = "/health/ready";

  private static RunningService start(TestCluster cluster, WordApp app, Path stateDir) {
    return ServiceShell.start(app, config(cluster, stateDir));
  }

  private static ServiceConfig config(TestCluster cluster, Path stateDir) {
    return ServiceConfig.builder()
        .setAll(cluster.settings())
        .set("tocsin.state-dir", stateDir.toString())
        .build();
  }

  private static HttpResponse<String> get(RunningService service, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(service.httpAddress().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(RunningService service) {
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(() -> assertThat(get(service, READY).statusCode()).isEqualTo(200));
  }

  /** Not ready, for this reason; and no reason to end the process. */
  private static void awaitDown(RunningService service, String check, String reason) {
    Pattern down =
        Pattern.compile(
            "\"name\":\"%s\",\"status\":\"down\",\"detail\":\"%s".formatted(check, reason));
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = get(service, READY);
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.body()).containsPattern(down);
            });
    await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get(service, "/metrics").body())
                    .containsPattern("tocsin_health\\{check=\"" + check + "\".*} 0\\.0"));
    assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
  }

  private static void say(TestCluster cluster, String word) {
    cluster.produce(cluster.namespace() + ".in", "k", word, AT);
  }

  private static String heard(TestCluster cluster) {
    return new String(cluster.awaitRecords(cluster.namespace() + ".out", 1).get(0).value(), UTF_8);
  }

  @Test
  void shouldShowAProcessorThatHangsAndThatItGoesOn(TestCluster cluster) {
    WordApp app = new WordApp(config(cluster, cluster.stateDir()));
    try (RunningService service = start(cluster, app, cluster.stateDir())) {
      awaitReady(service);
      say(cluster, "hang");

      awaitDown(service, "progress", "StreamThread-1 has not come back from its work for");

      app.released.countDown();
      awaitReady(service);
      assertThat(heard(cluster)).isEqualTo("released");
    } finally {
      app.released.countDown();
    }
  }

  @Test
  void shouldShowAPollThatDoesNotComeBack(TestCluster cluster) {
    WordApp app = new WordApp(config(cluster, cluster.stateDir()));
    try (RunningService service = start(cluster, app, cluster.stateDir())) {
      awaitReady(service);
      app.polls.lock();
      try {
        awaitDown(service, "progress", "StreamThread-1 has not come back from its work for");
      } finally {
        app.polls.unlock();
      }
      awaitReady(service);
    }
  }

  @Test
  void shouldShowARegistryAndABrokerThatAreGoneAndBack(TestCluster cluster) {
    WordApp app = new WordApp(config(cluster, cluster.stateDir()));
    try (RunningService service = start(cluster, app, cluster.stateDir())) {
      awaitReady(service);
      cluster.cluster().stopRegistry();
      awaitDown(service, "registry", "unreachable: ");
      cluster.cluster().startRegistry();
      awaitReady(service);

      cluster.cluster().stopBroker();
      awaitDown(service, "brokers", "0 connections");
      awaitDown(service, "partitions", "");
      cluster.cluster().startBroker();
      awaitReady(service);
    }
  }

  @Test
  @Needs(Tool.TMPFS)
  void shouldShowAFullDiskAndThatThereIsRoomAgain(TestCluster cluster, @TempDir Path directory) {
    try (SmallDisk disk = SmallDisk.mount(directory, 32)) {
      WordApp app = new WordApp(config(cluster, disk.path()));
      try (RunningService service = start(cluster, app, disk.path())) {
        awaitReady(service);
        assertThat(get(service, READY).body())
            .contains("\"name\":\"disk\",\"status\":\"degraded\"")
            .contains("little space left in " + disk.path());
        Path ballast = disk.fill();

        awaitDown(service, "disk", "tocsin.state-dir: no space left in " + disk.path());

        deleted(ballast);
        awaitReady(service);
        say(cluster, "one");
        assertThat(heard(cluster)).isEqualTo("3 1");
      }
    }
  }

  private static void deleted(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file system of a few MiB in memory. */
  private record SmallDisk(Path path) implements AutoCloseable {

    static SmallDisk mount(Path path, int mebibytes) {
      run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString());
      return new SmallDisk(path);
    }

    /** Writes a file until nothing more fits. */
    Path fill() {
      Path ballast = path.resolve("ballast");
      try (FileChannel file =
          FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        long free = Files.getFileStore(path).getUsableSpace();
        ByteBuffer zeros = ByteBuffer.allocate((int) free);
        while (zeros.hasRemaining()) {
          file.write(zeros);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ballast;
    }

    private static void run(String... command) {
      try {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      run("umount", path.toString());
    }
  }
}
