package io.tocsin.replay.command;

import io.tocsin.runtime.config.ShellKeys;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the cluster is, and where the local state of a replay lies. */
final class StateOptions {

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--state-dir", paramLabel = "DIR", description = "tocsin.state-dir")
  void stateDir(String value) {
    cluster.put(ShellKeys.STATE_DIR, value);
  }

  ClusterOptions cluster() {
    return cluster;
  }

  /** A directory of its own for each replay. */
  Path of(String replay) {
    return cluster.config().stateDir().resolve("replay-" + replay);
  }
}
