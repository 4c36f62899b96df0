package io.tocsin.operations;

/** Registers and checks the schemas of a namespace. */
public final class SchemasMain {

  private SchemasMain() {}

  /** Ends with the exit code of the sub-command. */
  public static void main(String[] args) {
    System.exit(SchemasCommand.commandLine().execute(args));
  }
}
