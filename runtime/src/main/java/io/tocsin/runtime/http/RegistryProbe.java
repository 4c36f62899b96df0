package io.tocsin.runtime.http;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks the schema registry whether it is there, at most once in a few seconds. It is there if it
 * answers and neither fails nor refuses the login that we gave; without one (the client knows more
 * ways to log in than this probe) a refusal is an answer like others.
 */
public final class RegistryProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  private final URI subjects;
  private final Optional<String> authorization;
  private final Duration kept;
  private final InstantSource clock;
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
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(subjects)).timeout(TIMEOUT);
      authorization.ifPresent(value -> request.header("Authorization", value));
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      boolean refused =
          authorization.isPresent() && (status == UNAUTHORIZED || status == FORBIDDEN);
      return new Health.Check("registry", !refused && status < SERVER_ERROR, "answered " + status);
    } catch (IOException unreachable) {
      return new Health.Check("registry", false, "unreachable: " + unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Health.Check("registry", false, "interrupted");
    }
  }

  private static HttpClient client(Map<String, String> settings) {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    return RegistryTls.context(settings).map(builder::sslContext).orElse(builder).build();
  }

  private static Optional<String> authorization(URI url, Map<String, String> settings) {
    String token = settings.get("bearer.auth.token");
    if (token != null) {
      return Optional.of("Bearer " + token);
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
