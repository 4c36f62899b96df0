package io.tocsin.operations;

import io.tocsin.runtime.service.NamespaceFlags;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about dead letters have in common, as a picocli mixin. */
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class LetterOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private NamespaceFlags namespace = new NamespaceFlags();

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  NamespaceFlags namespace() {
    return namespace;
  }

  CommandSpec spec() {
    return spec;
  }

  boolean isJson() {
    return json;
  }

  /** A line, or several. */
  void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
