package io.tocsin.devcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds free ports on the loopback interface, below the range from which the system takes the ports
 * of outgoing connections: a port found here can be bound again after the broker was stopped for a
 * while.
 */
final class LoopbackPorts {
  static final String HOST = "127.0.0.1";

  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final int STRIDE = 37;

  /** Two JVMs begin at different places, two clusters of one JVM never meet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

  private LoopbackPorts() {}

  /** The wanted port if it is free, or any free one when 0 is wanted. */
  static int choose(String option, int wanted) {
    if (wanted == 0) {
      return anyFree();
    }
    if (!isFree(wanted)) {
      throw new DevClusterException(
          "Port %d (option %s) is already in use: stop what listens there, choose another port, or 0 for any free one."
              .formatted(wanted, option));
    }
    return wanted;
  }

  private static int anyFree() {
    for (int attempt = 0; attempt < COUNT; attempt++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new DevClusterException(
        "No free port between %d and %d.".formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
