package io.tocsin.runtime.http;

import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.kafka.Causes;
import io.tocsin.runtime.kafka.TlsTrouble;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the schema registry whether it is there, at most once in a few seconds. It is there if it
 * answers with a list of subjects, as no error page, login page or other service does. Where the
 * settings name a way to log in that only the client of the serdes knows, a refusal is an answer
 * like others.
 */
public final class RegistryProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int ENOUGH_BYTES = 256;
  private static final String LIST = "[";
  private static final String EXPECTED =
      "; expected the list of subjects in JSON: the address must be that of the registry's"
          + " Confluent API, with its path and no login page in between";

  private final URI subjects;
  private final Optional<String> authorization;
  private final Duration kept;
  private final InstantSource clock;
  private final boolean mayLogInOtherwise;
  private final HttpClient client;
  private Health.@Nullable Check last;
  private Instant lastAt = Instant.MIN;

  /**
   * @param url the registry's Confluent API
   * @param settings of its client: {@code basic.auth.user.info}, {@code bearer.auth.token}, {@code
   *     schema.registry.ssl.*}
   * @param kept how long an answer is good
   * @param clock wall time
   */
  public RegistryProbe(URI url, Map<String, String> settings, Duration kept, InstantSource clock) {
    String base = url.toString();
    this.subjects = URI.create(base + (base.endsWith("/") ? "" : "/") + "subjects");
    this.authorization = authorization(url, settings);
    this.mayLogInOtherwise = mayLogInOtherwise(settings);
    this.client = client(settings);
    this.kept = kept;
    this.clock = clock;
  }

  /** The check named {@code registry}; blocks at most a few seconds. */
  public synchronized Health.Check check() {
    Instant now = clock.instant();
    if (last == null || Duration.between(lastAt, now).compareTo(kept) >= 0) {
      last = ask();
      lastAt = now;
    }
    return last;
  }

  private Health.Check ask() {
    HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(subjects)).timeout(TIMEOUT);
    authorization.ifPresent(value -> request.header("Authorization", value));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), head -> new BeginningOfBody(ENOUGH_BYTES));
    try {
      // the request's own timeout ends with the head of the answer
      return judge(answer.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException unreachable) {
      return unreachable.getCause() instanceof SSLException noTls
          ? check(false, tls(Causes.innermost(noTls)))
          : check(false, "unreachable: " + unreachable.getCause());
    } catch (TimeoutException silent) {
      answer.cancel(true);
      return check(false, "did not finish its answer within " + 2 * TIMEOUT.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return check(false, "interrupted");
    }
  }

  private Health.Check judge(HttpResponse<String> answer) {
    int status = answer.statusCode();
    String answered = "answered " + status;
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return mayLogInOtherwise ? check(true, answered) : check(false, refusal(answered));
    }
    if (status == OK) {
      return answer.body().stripLeading().startsWith(LIST)
          ? check(true, answered)
          : check(false, answered + " with " + typeOf(answer) + EXPECTED);
    }
    if (status >= REDIRECTION && status < CLIENT_ERROR) {
      String target = answer.headers().firstValue("Location").orElse("nowhere");
      return check(false, answered + ", which leads to " + target + EXPECTED);
    }
    return check(false, answered + EXPECTED);
  }

  private static String typeOf(HttpResponse<String> answer) {
    return answer.body().isBlank()
        ? "nothing"
        : answer.headers().firstValue("Content-Type").orElse("a body of no stated type");
  }

  private static Health.Check check(boolean healthy, String detail) {
    return new Health.Check("registry", healthy, detail);
  }

  private String refusal(String answered) {
    String login =
        authorization.isPresent()
            ? "it refuses the login of " + ShellKeys.REGISTRY
            : "it wants a login: set " + ShellKeys.REGISTRY;
    String setting =
        authorization.filter(value -> value.startsWith(BEARER)).isPresent()
            ? "bearer.auth.token"
            : "basic.auth.user.info";
    return login + setting + " (" + answered + ")";
  }

  private static String tls(Throwable cause) {
    TlsTrouble trouble = TlsTrouble.of(cause);
    return "%s%s: no TLS connection: %s (%s)"
        .formatted(
            ShellKeys.REGISTRY,
            trouble == TlsTrouble.NOT_TLS ? "url" : trouble.setting("url"),
            trouble.text(),
            cause.getMessage());
  }

  /** Ways in that the client of the serdes knows and this probe does not. */
  private static boolean mayLogInOtherwise(Map<String, String> settings) {
    String basic = settings.getOrDefault("basic.auth.credentials.source", "USER_INFO");
    String bearer = settings.getOrDefault("bearer.auth.credentials.source", "STATIC_TOKEN");
    return basic.equals("SASL_INHERIT") || !bearer.equals("STATIC_TOKEN");
  }

  private static HttpClient client(Map<String, String> settings) {
    // an answer that is not read to its end counts as a failure in version 2
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
    return RegistryTls.context(settings).map(builder::sslContext).orElse(builder).build();
  }

  private static Optional<String> authorization(URI url, Map<String, String> settings) {
    String token = settings.get("bearer.auth.token");
    if (token != null) {
      return Optional.of(BEARER + token);
    }
    return Optional.ofNullable(
            settings.getOrDefault(
                "basic.auth.user.info",
                settings.getOrDefault("schema.registry.basic.auth.user.info", url.getUserInfo())))
        .map(user -> "Basic " + base64(user));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static URI withoutUser(URI url) {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }
}
