package example;

/** Broker, topic or registry is not there: a reason to end without losing the place. */
final class WorldBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorldBroken(String message, Throwable cause) {
    super(message, cause);
  }
}
