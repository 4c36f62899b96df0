package io.tocsin.quickstart;

import io.tocsin.devcluster.DevClusterException;
import io.tocsin.replay.ReplayException;
import io.tocsin.runtime.service.ServiceFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin quickstart}: everything in one command. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a broker, a schema registry and all services on this machine, replays the sample coverage and"
          + " prints every alert as it opens, changes and ends; then stays up until Ctrl-C."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the alerts of the sample have rung",
      "1:they have not, or something broke on the way",
      "2:the command line cannot be used",
      "3:a port, a directory or a part of the cluster cannot be used"
    })
@SuppressWarnings("NullAway.Init")
final class QuickstartCommand implements Callable<Integer> {

  private static final int WORLD_BROKEN = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--exit", description = "End when the sample is through.")
  private boolean exit;

  @Option(names = "--data", paramLabel = "DIR", description = "Keep everything for the next start.")
  private @Nullable Path data;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      paramLabel = "PORT",
      description = "Port of the broker (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Port of the schema registry (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int registryPort;

  @Option(
      names = "--http-port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description =
          "Port of ingest's health and metrics; enrich and alerts have the next two"
              + " (default: ${DEFAULT-VALUE}; 0: any free ones).")
  private int httpPort;

  @Option(
      names = "--dashboard-port",
      defaultValue = "8095",
      paramLabel = "PORT",
      description = "Port of the page of alerts (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int dashboardPort;

  @Override
  public Integer call() {
    try (Quickstart quickstart =
        new Quickstart(
            new QuickstartOptions(data, kafkaPort, registryPort, httpPort, dashboardPort),
            spec.commandLine().getOut())) {
      Runtime.getRuntime().addShutdownHook(new Thread(quickstart::close, "stop-quickstart"));
      SampleOutcome outcome = quickstart.start();
      if (exit) {
        return verdict(outcome);
      }
      throw quickstart.follow();
    } catch (DevClusterException failure) {
      return failed(failure, WORLD_BROKEN);
    } catch (ServiceFailure failure) {
      return failed(failure, failure.exitCode().code());
    } catch (ReplayException | IllegalStateException failure) {
      return failed(failure, ExitCode.SOFTWARE);
    }
  }

  private int verdict(SampleOutcome outcome) {
    if (outcome.isComplete()) {
      return ExitCode.OK;
    }
    error("the sample did not give: " + String.join("; ", outcome.missing()));
    return ExitCode.SOFTWARE;
  }

  private int failed(RuntimeException failure, int code) {
    error(String.valueOf(failure.getMessage()));
    if (String.valueOf(failure.getMessage()).contains("in use")) {
      error(
          "if another quickstart is running, stop it, or let this one take free ports:"
              + " ./tocsin quickstart --kafka-port 0 --registry-port 0 --http-port 0"
              + " --dashboard-port 0");
    }
    return code;
  }

  private void error(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("tocsin: " + message);
    err.flush();
  }
}
