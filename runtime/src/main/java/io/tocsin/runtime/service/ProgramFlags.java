package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The flags of every command that runs a program of a namespace until it ends, as a picocli mixin:
 * {@link NamespaceFlags}, and one that prints what came of them.
 */
public final class ProgramFlags {
  @Mixin private final NamespaceFlags flags = new NamespaceFlags();

  @Option(names = "--print-config", description = "Print the effective configuration and end.")
  private boolean printConfig;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Takes the value of a flag of the command's own, see {@link ConfigFlags#put}. */
  public void put(ConfigKey<?> key, String value) {
    flags.put(key, value);
  }

  /**
   * Reads the file, the environment and the flags; prints them, or runs the program to its end.
   *
   * @param keys of the program's own
   * @param start starts it; what it throws is passed on
   * @return the exit code
   * @throws io.tocsin.runtime.config.InvalidConfigException with everything that is wrong
   */
  public int run(List<ConfigKey<?>> keys, Function<ServiceConfig, ? extends Running> start) {
    ServiceConfig config = flags.read(keys, System.getenv());
    CommandSpec spec = spec();
    if (printConfig) {
      spec.commandLine().getOut().print(config.settings().masked());
      spec.commandLine().getOut().flush();
      return ExitCode.STOPPED.code();
    }
    return ForegroundProcess.runToEnd(spec.name(), () -> start.apply(config)).code();
  }

  private CommandSpec spec() {
    if (command == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return command;
  }
}
