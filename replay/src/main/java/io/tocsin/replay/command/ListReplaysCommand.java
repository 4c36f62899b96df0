package io.tocsin.replay.command;

import io.tocsin.replay.ReplayCatalog;
import io.tocsin.replay.ReplayException;
import io.tocsin.replay.ReplaySummary;
import io.tocsin.runtime.config.InvalidConfigException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin replay list}: the replays whose topics are on the cluster. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the replays whose topics are on the cluster.")
@SuppressWarnings("NullAway.Init")
final class ListReplaysCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Override
  public Integer call() {
    try (Admin admin = Admin.create(new HashMap<>(cluster.config().kafka()))) {
      print(new ReplayCatalog(admin, cluster::consumer).list());
      return CommandLine.ExitCode.OK;
    } catch (InvalidConfigException | ReplayException failed) {
      spec.commandLine().getErr().println("tocsin replay list: " + failed.getMessage());
      return failed instanceof ReplayException
          ? CommandLine.ExitCode.SOFTWARE
          : CommandLine.ExitCode.USAGE;
    }
  }

  private void print(List<ReplaySummary> replays) {
    PrintWriter out = spec.commandLine().getOut();
    if (replays.isEmpty()) {
      out.println("no replays");
    }
    for (ReplaySummary replay : replays) {
      out.printf(
          Locale.ROOT,
          "%-30s %-12s %9d posts%n",
          replay.name(),
          replay.state().name().toLowerCase(Locale.ROOT),
          replay.posts());
    }
    out.flush();
  }
}
