package io.tocsin.ingest.feed.fetch;

import crawlercommons.robots.BaseRobotRules;
import io.tocsin.ingest.feed.core.AddressPolicy;
import io.tocsin.ingest.feed.fetch.Fetch.Failed;
import io.tocsin.ingest.feed.fetch.Fetch.Failure;
import io.tocsin.ingest.feed.fetch.SafeHttp.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents of feeds: only what is new, redirects one by one, robots.txt first. Each
 * address of a chain is looked at as the first one is. May be used by many threads.
 */
public final class FeedFetcher {
  private static final Set<Integer> BUSY = Set.of(429, 503);
  private static final String ACCEPT =
      "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9,"
          + " application/xml;q=0.9, text/xml;q=0.8, text/html;q=0.7, */*;q=0.1";

  private final SafeHttp http;
  private final FetchLimits limits;
  private final InstantSource clock;
  private final Robots robots;

  /**
   * What to fetch.
   *
   * @param validators of the version that is known
   * @param policy which addresses may be connected to
   * @param heedRobots whether robots.txt is asked before
   */
  public record Request(URI url, Validators validators, AddressPolicy policy, boolean heedRobots) {}

  /**
   * Makes one.
   *
   * @param agent how we call ourselves to servers
   * @param deadlines runs what ends fetches that take too long
   */
  public FeedFetcher(
      String agent,
      FetchLimits limits,
      NameResolver names,
      ScheduledExecutorService deadlines,
      InstantSource clock) {
    this.http = new SafeHttp(agent, limits, names, deadlines);
    this.limits = limits;
    this.clock = clock;
    this.robots = new Robots(clock);
  }

  /** Fetches; never throws for what a server does. */
  public Fetch fetch(Request request) {
    Chain chain = new Chain(request);
    try {
      return chain.follow();
    } catch (StopException stopped) {
      return stopped.failed;
    }
  }

  /** Ends a chain from within. */
  private static final class StopException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failed failed;

    StopException(Failed failed) {
      super(failed.detail());
      this.failed = failed;
    }

    StopException(Failure failure, String detail) {
      this(Failed.of(failure, detail));
    }
  }

  /** One fetch with its redirects. */
  private final class Chain {
    private final Request request;
    private final Set<URI> visited = new HashSet<>();
    private URI url;
    private @Nullable URI movedTo;
    private boolean permanentSoFar = true;
    private Duration hostPause = Duration.ZERO;

    Chain(Request request) {
      this.request = request;
      this.url = request.url();
    }

    Fetch follow() throws StopException {
      while (true) {
        requireWeb(url);
        if (request.heedRobots()) {
          heedRobots();
        }
        Answer answer = get(url, headers(), request.policy());
        if (!Redirects.isOne(answer.status())) {
          return result(answer);
        }
        redirect(answer);
      }
    }

    private void redirect(Answer answer) throws StopException {
      permanentSoFar &= Redirects.isPermanent(answer.status());
      visited.add(url);
      url = target(url, answer);
      if (visited.contains(url) || visited.size() > limits.redirects()) {
        throw new StopException(
            Failure.REDIRECTS, "more than " + limits.redirects() + " redirects, or in a circle");
      }
      movedTo = permanentSoFar ? url : movedTo;
    }

    private Map<String, String> headers() {
      Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPT));
      Validators known = request.validators();
      Optional.ofNullable(known.etag()).ifPresent(etag -> headers.put("If-None-Match", etag));
      Optional.ofNullable(known.lastModified())
          .ifPresent(time -> headers.put("If-Modified-Since", time));
      return headers;
    }

    private void heedRobots() throws StopException {
      Optional<BaseRobotRules> known = robots.known(url);
      BaseRobotRules rules = known.isPresent() ? known.get() : readRobots(url, request.policy());
      if (!rules.isAllowed(url.toString())) {
        throw new StopException(Failure.ROBOTS, "robots.txt of " + url.getHost() + " forbids it");
      }
      Duration pause = Robots.pause(rules);
      hostPause = pause.compareTo(hostPause) > 0 ? pause : hostPause;
    }

    private Fetch result(Answer answer) throws StopException {
      return switch (answer.status()) {
        case 200 ->
            new Fetch.Document(
                answer.body(),
                answer.header("Content-Type").orElse(null),
                url,
                new Validators(
                    answer.header("ETag").orElse(null),
                    answer.header("Last-Modified").orElse(null)),
                movedTo,
                hostPause);
        case 304 -> new Fetch.NotModified(movedTo, hostPause);
        default -> throw new StopException(failed(answer));
      };
    }
  }

  private Failed failed(Answer answer) {
    int status = answer.status();
    Failure failure =
        BUSY.contains(status) ? Failure.BUSY : status == 410 ? Failure.GONE : Failure.STATUS;
    Duration wished = answer.header("Retry-After").map(this::wait).orElse(Duration.ZERO);
    return new Failed(failure, "status " + status, wished);
  }

  /** Seconds, or a date; anything else is not heard. */
  private Duration wait(String retryAfter) {
    String value = retryAfter.strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException unknown) {
      return Duration.ZERO;
    }
  }

  private static void requireWeb(URI url) throws StopException {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new StopException(
          Failure.BLOCKED, "an address of http or https with a host and no user was expected");
    }
  }

  private static URI target(URI from, Answer answer) throws StopException {
    return Redirects.target(from, answer.header("Location").orElse(""))
        .orElseThrow(
            () ->
                new StopException(
                    Failure.REDIRECTS, "a redirect without a readable address, or out of https"));
  }

  /** No rules where the file is missing; where it cannot be had, nothing is allowed (RFC 9309). */
  private BaseRobotRules readRobots(URI url, AddressPolicy policy) throws StopException {
    URI file = Robots.file(url);
    for (int hop = 0; hop <= limits.redirects(); hop++) {
      requireWeb(file);
      Answer answer = get(file, Map.of(), policy);
      int status = answer.status();
      if (status == 200) {
        return robots.learn(url, answer.body(), answer.header("Content-Type").orElse("text/plain"));
      }
      if (status == 429 || status >= 500) {
        throw new StopException(
            new Failed(Failure.ROBOTS, "robots.txt: status " + status, failed(answer).wished()));
      }
      if (!Redirects.isOne(status)) {
        return robots.learnNone(url);
      }
      file = target(file, answer);
    }
    return robots.learnNone(url);
  }

  private Answer get(URI url, Map<String, String> headers, AddressPolicy policy)
      throws StopException {
    try {
      return http.get(url, headers, policy);
    } catch (BlockedAddressException blocked) {
      throw new StopException(Failure.BLOCKED, String.valueOf(blocked.getMessage()));
    } catch (SafeHttp.TooLargeException large) {
      throw new StopException(Failure.TOO_LARGE, String.valueOf(large.getMessage()));
    } catch (SafeHttp.EncodingException encoded) {
      throw new StopException(Failure.ENCODING, String.valueOf(encoded.getMessage()));
    } catch (SocketTimeoutException silent) {
      throw new StopException(Failure.TIMEOUT, "no answer in time");
    } catch (InterruptedIOException slow) {
      throw new StopException(Failure.TIMEOUT, String.valueOf(slow.getMessage()));
    } catch (IOException failed) {
      throw new StopException(
          Failure.UNREACHABLE, url.getHost() + ": " + failed.getClass().getSimpleName());
    }
  }
}
