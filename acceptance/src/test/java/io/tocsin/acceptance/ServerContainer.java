package io.tocsin.acceptance;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container that can be stopped and started again with its data and its address: one
 * port, bound to a port of the loopback interface that stays the same.
 */
final class ServerContainer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int STOP_SECONDS = 30;

  private final String alias;
  private final int port;
  private final GenericContainer<?> container;
  private final Callable<Boolean> answers;

  /**
   * Starts it and returns at once.
   *
   * @param alias its name in the network
   * @param inside its port in the container
   * @param port its port outside, see {@link #freePort}
   * @param answers whether it can be used
   */
  ServerContainer(
      Network network,
      String alias,
      String image,
      Map<String, String> environment,
      int inside,
      int port,
      Callable<Boolean> answers) {
    this.alias = alias;
    this.port = port;
    this.answers = answers;
    this.container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withNetwork(network)
            .withNetworkAliases(alias)
            .withEnv(environment)
            .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
            .withCreateContainerCmdModifier(
                command -> {
                  ExposedPort exposed = ExposedPort.tcp(inside);
                  command.withExposedPorts(exposed);
                  command
                      .getHostConfig()
                      .withPortBindings(
                          new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), exposed));
                });
    container.start();
  }

  /** A port of the loopback interface that nobody uses now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  /** Where it can be reached from this machine: host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Waits until it can be used; fails with its log when it cannot. */
  void awaitUsable() {
    try {
      await(alias).atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().until(answers);
    } catch (RuntimeException late) {
      throw new AssertionError(alias + " cannot be used\n" + container.getLogs(), late);
    }
  }

  /** Stops it in order; does nothing when it is stopped. */
  void stop() {
    if (isRunning()) {
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(STOP_SECONDS)
          .exec();
    }
  }

  /** Starts a stopped one again, with its data, and waits until it can be used. */
  void start() {
    if (!isRunning()) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
    awaitUsable();
  }

  private boolean isRunning() {
    return Boolean.TRUE.equals(
        container
            .getDockerClient()
            .inspectContainerCmd(container.getContainerId())
            .exec()
            .getState()
            .getRunning());
  }

  @Override
  public void close() {
    container.stop();
  }
}
