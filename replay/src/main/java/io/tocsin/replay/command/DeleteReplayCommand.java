package io.tocsin.replay.command;

import io.tocsin.replay.ReplayCatalog;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin replay delete}: a replay goes, with its topics, groups and local state. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Removes a replay: its topics, groups and local state. The schemas that it registered"
            + " stay.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it is gone",
      "1:there is no such replay, it is running, or it failed on the way",
      "2:the command line or the configuration cannot be used, or nobody agreed",
      "3:the broker cannot be reached or refuses"
    })
@SuppressWarnings("NullAway.Init")
final class DeleteReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Override
  public Integer call() throws IOException {
    AccessRights rights = cluster.onReplays(Party.REPLAY_DELETE);
    if (!yes && !agreed()) {
      spec.commandLine().getErr().println("nothing was deleted; --yes deletes without asking");
      return CommandLine.ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    cluster.ask(
        rights, admin -> new ReplayCatalog(admin, cluster::consumer).delete(name, out::println));
    deleteState(cluster.stateDir(name), out);
    return CommandLine.ExitCode.OK;
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 22 it may be no terminal
  private boolean agreed() {
    Console console = System.console();
    @Nullable String answer =
        console == null
            ? null
            : console.readLine("delete all topics of the replay %s? (yes/no) ", name);
    return "yes".equals(answer);
  }

  private static void deleteState(Path state, PrintWriter out) throws IOException {
    if (!Files.isDirectory(state)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> paths = Files.walk(state)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
    out.println("deleted " + state);
  }
}
