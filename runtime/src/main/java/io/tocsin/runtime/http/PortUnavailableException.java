package io.tocsin.runtime.http;

/** The endpoint's address cannot be had. */
public final class PortUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortUnavailableException(String host, int port, Throwable cause) {
    super(
        "cannot serve HTTP on %s:%d (tocsin.http.host, tocsin.http.port): %s; is the port in use?"
            .formatted(host, port, lastMessage(cause)),
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
