package io.tocsin.operations;

/** Creates, checks and describes the topics of a namespace. */
public final class TopicsMain {

  private TopicsMain() {}

  /** Ends with the exit code of the sub-command. */
  public static void main(String[] args) {
    System.exit(TopicsCommand.commandLine().execute(args));
  }
}
