package io.tocsin.enrich.evaluate;

/** Measures how good the annotators are. */
public final class EvaluateMain {

  private EvaluateMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(
        EvaluateEntitiesCommand.commandLine()
            .addSubcommand(new EvaluateTopicsCommand())
            .addSubcommand(new EvaluateStoriesCommand())
            .execute(args));
  }
}
