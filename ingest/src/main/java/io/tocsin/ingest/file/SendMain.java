package io.tocsin.ingest.file;

/** The process behind {@code tocsin send}. */
public final class SendMain {
  private SendMain() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(SendCommand.commandLine(System.in).execute(args));
  }
}
