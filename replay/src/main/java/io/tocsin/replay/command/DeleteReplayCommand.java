package io.tocsin.replay.command;

import io.tocsin.replay.ReplayCatalog;
import io.tocsin.replay.ReplayException;
import io.tocsin.replay.ReplaySchemas;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.RegistryAnswer;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.RegisteredSchemas;
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

/**
 * {@code tocsin replay delete}: a replay goes, with its topics, groups, local state and schemas.
 */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Removes a replay: its topics, groups and local state, and the schemas that it registered."
            + " May be repeated; a registry that cannot be asked keeps nothing else from going.",
    exitCodeListHeading = HistoryFailures.EXIT_CODES,
    exitCodeList = {
      "0:all of it is gone",
      "1:there is no such replay, it is running, or it failed on the way",
      "2:the command line or the configuration cannot be used, or nobody agreed",
      "3:the broker or the registry cannot be reached or refuses; all else is gone"
    })
@SuppressWarnings("NullAway.Init")
final class DeleteReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private StateOptions state = new StateOptions();

  @Override
  public Integer call() throws IOException {
    ClusterOptions cluster = state.cluster();
    AccessRights rights = cluster.onReplays(Party.REPLAY_DELETE);
    if (!yes && !agreed()) {
      spec.commandLine().getErr().println("nothing was deleted; --yes deletes without asking");
      return CommandLine.ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean onCluster =
        cluster.ask(
            rights,
            admin -> new ReplayCatalog(admin, cluster::consumer).delete(name, out::println));
    boolean onDisk = deleteState(state.of(name), out);
    if (!deleteSchemas(out) && !onCluster && !onDisk) {
      throw new ReplayException("there is no replay '" + name + "'");
    }
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

  /** Last, so that a registry that is away keeps nothing else from going. */
  private boolean deleteSchemas(PrintWriter out) {
    ClusterOptions cluster = state.cluster();
    ServiceConfig config = cluster.config();
    RegistryAnswer.require(config);
    RegisteredSchemas registry =
        RegisteredSchemas.connect(config.registryUrl().toString(), config.registry());
    return new ReplaySchemas(registry, cluster.topics(AccessRights.REPLAY_PREFIX + name))
        .delete(out::println);
  }

  private static boolean deleteState(Path directory, PrintWriter out) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    List<Path> all;
    try (Stream<Path> paths = Files.walk(directory)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
    out.println("deleted " + directory);
    return true;
  }
}
