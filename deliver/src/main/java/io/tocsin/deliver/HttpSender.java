package io.tocsin.deliver;

import io.tocsin.deliver.core.HttpVerdict;
import io.tocsin.deliver.core.Outcome;
import io.tocsin.runtime.http.BeginningOfBody;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one receiver: no redirects, of an answer no more than its beginning, and a
 * limit of time from the connection to the end of it.
 */
final class HttpSender {
  static final String AGENT = "Tocsin";

  private static final int MOST_OF_A_BODY = 4 << 10;

  private final HttpClient client;
  private final Duration timeout;
  private final InstantSource clock;
  private final CompletableFuture<Void> cut = new CompletableFuture<>();

  HttpSender(@Nullable SSLContext trust, Duration timeout, InstantSource clock) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout);
    this.client = trust == null ? builder.build() : builder.sslContext(trust).build();
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Sends all at once; the outcomes in the same order, each after the limit of time at most. */
  List<Outcome> send(List<HttpRequest> requests) {
    List<CompletableFuture<Outcome>> answers = requests.stream().map(this::start).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<Outcome> start(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, info -> new BeginningOfBody(MOST_OF_A_BODY));
    CompletableFuture<Void> unused = cut.thenRun(() -> answer.cancel(true));
    return answer
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failed) -> {
              answer.cancel(true);
              return failed == null ? verdict(response) : failure(failed);
            });
  }

  private Outcome verdict(HttpResponse<String> response) {
    return HttpVerdict.of(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After"),
        clock.instant());
  }

  private Outcome failure(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    if (cause instanceof TimeoutException) {
      return new Outcome.Failed("no answer within " + timeout.toSeconds() + " s");
    }
    if (cause instanceof CancellationException) {
      return new Outcome.Hindered("delivery ends");
    }
    String message = cause.getMessage();
    if (cause instanceof ConnectException) {
      return new Outcome.Failed("no connection" + (message == null ? "" : ": " + message));
    }
    return new Outcome.Failed(
        cause.getClass().getSimpleName() + (message == null ? "" : ": " + message));
  }

  /** Waits for no answer any more. */
  void cut() {
    cut.complete(null);
  }
}
