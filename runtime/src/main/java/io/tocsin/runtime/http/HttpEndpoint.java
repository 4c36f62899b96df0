package io.tocsin.runtime.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves health, metrics, topology and configuration over HTTP. */
public final class HttpEndpoint implements AutoCloseable {
  private static final int MAX_THREADS = 8;
  private static final int MIN_THREADS = 2;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;
  private final String host;

  private HttpEndpoint(Javalin server, String host) {
    this.server = server;
    this.host = host;
  }

  /**
   * Starts to serve.
   *
   * @param port 0 takes any free one
   * @param meters counts the requests
   * @throws PortUnavailableException if the address cannot be had
   */
  public static HttpEndpoint start(String host, int port, Pages pages, MeterRegistry meters) {
    Javalin server =
        Javalin.create(
            config -> {
              configure(config, pages);
              HttpMeters.bind(config, meters, "operation");
            });
    try {
      server.start(host, port);
      return new HttpEndpoint(server, host);
    } catch (RuntimeException failed) {
      server.stop();
      throw new PortUnavailableException(host, port, "tocsin.http", failed);
    }
  }

  public URI address() {
    return address(host, server.port());
  }

  /** The address of a server on this host, for those on the same. */
  public static URI address(String host, int port) {
    String name = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
  }

  /** Jetty may wait for ever when it is stopped as soon as it is started; after 5 s it is told. */
  @Override
  public void close() {
    BoundedStop.within(STOP_LIMIT, server::stop);
  }

  private static void configure(JavalinConfig config, Pages pages) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    config.routes.get("/health/live", context -> answer(context, pages.live()));
    config.routes.get("/health/ready", context -> answer(context, pages.ready()));
    config.routes.get(
        "/metrics", context -> context.contentType(PROMETHEUS).result(pages.metrics().get()));
    config.routes.get(
        "/topology", context -> context.contentType(PLAIN).result(pages.topology().get()));
    config.routes.get(
        "/config", context -> context.contentType(PLAIN).result(pages.config().get()));
  }

  private static void answer(Context context, Supplier<Health> page) {
    Health health = page.get();
    context
        .status(health.healthy() ? 200 : 503)
        .contentType("application/json")
        .result(health.json());
  }
}
