package io.tocsin.enrich.evaluate;

import picocli.CommandLine;

/** Annotates posts of a file, or one text. */
public final class EnrichFilesMain {

  private EnrichFilesMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new EnrichFilesCommand()).execute(args));
  }
}
