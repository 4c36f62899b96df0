package io.tocsin.replay.command;

import io.tocsin.replay.ReplayCatalog;
import io.tocsin.replay.ReplayException;
import io.tocsin.runtime.config.InvalidConfigException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
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
            + " stay.")
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
    try (Admin admin = Admin.create(new HashMap<>(cluster.config().kafka()))) {
      ReplayCatalog catalog = new ReplayCatalog(admin, cluster::consumer);
      if (!yes && !agreed()) {
        spec.commandLine().getErr().println("nothing was deleted; --yes deletes without asking");
        return CommandLine.ExitCode.USAGE;
      }
      PrintWriter out = spec.commandLine().getOut();
      catalog.delete(name, out::println);
      deleteState(cluster.stateDir(name), out);
      return CommandLine.ExitCode.OK;
    } catch (InvalidConfigException invalid) {
      return failed(invalid, CommandLine.ExitCode.USAGE);
    } catch (ReplayException failure) {
      return failed(failure, CommandLine.ExitCode.SOFTWARE);
    }
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

  private int failed(RuntimeException failure, int exit) {
    spec.commandLine().getErr().println("tocsin replay delete: " + failure.getMessage());
    return exit;
  }
}
