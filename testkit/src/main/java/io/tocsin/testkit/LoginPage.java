package io.tocsin.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that answers everything with 200 and a page in HTML, as a proxy with a login does. */
public final class LoginPage implements AutoCloseable {
  private static final byte[] PAGE = "<html>Log in</html>".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  private LoginPage(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of the loopback address. */
  public static LoginPage start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, PAGE.length);
          exchange.getResponseBody().write(PAGE);
          exchange.close();
        });
    server.start();
    return new LoginPage(server);
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
