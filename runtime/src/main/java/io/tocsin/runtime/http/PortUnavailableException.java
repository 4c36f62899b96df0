package io.tocsin.runtime.http;

/** The endpoint's address cannot be had. */
public final class PortUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param section the configuration keys that decide it, without {@code .host} and {@code .port}
   */
  public PortUnavailableException(String host, int port, String section, Throwable cause) {
    super(
        "cannot serve HTTP on %s:%d (%s.host, %s.port): %s; is the port in use?"
            .formatted(host, port, section, section, lastMessage(cause)),
        cause);
  }

  private static String lastMessage(Throwable exception) {
    Throwable last = exception;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
