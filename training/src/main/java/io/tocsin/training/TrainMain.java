package io.tocsin.training;

/** Trains the English tagger. */
public final class TrainMain {

  private TrainMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(TrainCommand.commandLine().execute(args));
  }
}
