package io.tocsin.runtime.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/**
 * Times the requests that a server answers. Whatever is sent, the tags are few: routes are those
 * that the server has, methods the usual ones.
 */
public final class HttpMeters {
  private static final String OTHER = "other";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private HttpMeters() {}

  /**
   * Begins to count; a stream counts when it ends.
   *
   * @param server which server of the process it is
   */
  public static void bind(JavalinConfig config, MeterRegistry meters, String server) {
    config.requestLogger.http(
        (context, millis) ->
            record(context, Duration.ofNanos((long) (millis * 1e6)), meters, server));
  }

  private static void record(Context context, Duration took, MeterRegistry meters, String server) {
    String method = context.method().name();
    Timer.builder("tocsin.http.requests")
        .description("Requests until they were answered; a stream until it has ended")
        .tag("server", server)
        .tag("method", METHODS.contains(method) ? method : OTHER)
        .tag("route", route(context))
        .tag("status", Integer.toString(context.statusCode()))
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(took);
  }

  private static String route(Context context) {
    Endpoint matched = context.endpoints().matchedHttpEndpoint();
    return matched == null ? OTHER : matched.path;
  }
}
