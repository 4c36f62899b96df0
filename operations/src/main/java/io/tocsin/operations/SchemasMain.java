package io.tocsin.operations;

import picocli.CommandLine;

/** Registers and checks the schemas of a namespace. */
public final class SchemasMain {

  private SchemasMain() {}

  /** The command, for those who run it within a process of their own. */
  public static CommandLine command() {
    return SchemasCommand.commandLine();
  }

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }
}
