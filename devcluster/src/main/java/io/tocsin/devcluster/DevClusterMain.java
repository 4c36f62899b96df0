package io.tocsin.devcluster;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cluster alone, on the command line: prints its addresses and stays up until Ctrl-C. */
@Command(
    name = "tocsin devcluster",
    description = "An embedded broker and a real schema registry, until Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class DevClusterMain implements Callable<Integer> {
  /** The exit code of Tocsin's services when something outside is broken. */
  private static final int WORLD_BROKEN = 3;

  @Option(names = "--data", paramLabel = "DIR", description = "keep everything here")
  private @Nullable Path data;

  @Option(names = "--kafka-port", description = "broker (default: any free port)")
  private int kafkaPort;

  @Option(names = "--controller-port", description = "KRaft controller (default: any free port)")
  private int controllerPort;

  @Option(names = "--registry-port", description = "schema registry (default: any free port)")
  private int registryPort;

  public static void main(String[] args) {
    System.exit(new CommandLine(new DevClusterMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      stayUp(DevCluster.start(options()));
      return CommandLine.ExitCode.OK;
    } catch (DevClusterException | IllegalArgumentException e) {
      System.err.println("tocsin: " + e.getMessage());
      return WORLD_BROKEN;
    }
  }

  private DevClusterOptions options() {
    DevClusterOptions places =
        data == null ? DevClusterOptions.temporary() : DevClusterOptions.keptIn(data);
    return places
        .withKafkaPort(kafkaPort)
        .withControllerPort(controllerPort)
        .withRegistryPort(registryPort);
  }

  private static void stayUp(DevCluster cluster) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-cluster"));
    System.out.println("broker    " + cluster.bootstrapServers());
    System.out.println("registry  " + cluster.registryUrl());
    System.out.println("data      " + cluster.dataDir());
    new CountDownLatch(1).await();
  }
}
