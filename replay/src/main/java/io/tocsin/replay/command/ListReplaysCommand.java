package io.tocsin.replay.command;

import io.tocsin.replay.ReplayCatalog;
import io.tocsin.replay.ReplaySummary;
import io.tocsin.schemas.Party;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    description = "Lists the replays whose topics are on the cluster.",
    exitCodeListHeading = HistoryFailures.EXIT_CODES,
    exitCodeList = {
      "0:told",
      HistoryFailures.ON_THE_WAY,
      HistoryFailures.UNUSABLE,
      HistoryFailures.WORLD_BROKEN
    })
@SuppressWarnings("NullAway.Init")
final class ListReplaysCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Override
  public Integer call() {
    print(
        cluster.ask(
            cluster.onReplays(Party.REPLAY_LIST),
            admin -> new ReplayCatalog(admin, cluster::consumer).list()));
    return CommandLine.ExitCode.OK;
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
