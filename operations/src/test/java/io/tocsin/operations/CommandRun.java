package io.tocsin.operations;

import io.tocsin.testkit.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command said and how it ended. */
record CommandRun(int exitCode, String out, String err) {

  /** Runs a command on a cluster, in this process. */
  static CommandRun of(CommandLine command, TestCluster cluster, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    cluster.settings().forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    return of(command, all.toArray(String[]::new));
  }

  static CommandRun of(CommandLine command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
