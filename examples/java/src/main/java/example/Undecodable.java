package example;

/** A record that will never be readable: to be reported and left behind. */
final class Undecodable extends Exception {
  private static final long serialVersionUID = 1L;

  Undecodable(String message) {
    super(message);
  }
}
