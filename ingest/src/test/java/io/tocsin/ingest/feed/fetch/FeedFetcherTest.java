package io.tocsin.ingest.feed.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tocsin.ingest.feed.core.AddressPolicy;
import io.tocsin.ingest.feed.core.AddressRange;
import io.tocsin.ingest.feed.fetch.FeedFetcher.Request;
import io.tocsin.ingest.feed.fetch.Fetch.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FeedFetcherTest {
  private static final AddressPolicy OUTSIDE = new AddressPolicy(List.of());
  private static final AddressPolicy LOOPBACK =
      new AddressPolicy(List.of(AddressRange.parse("127.0.0.1").orElseThrow()));
  private static final FetchLimits SMALL =
      new FetchLimits(
          100_000, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30), 3);

  private final LocalWeb web = new LocalWeb();
  private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private Instant now = Instant.parse("2022-02-11T10:00:00Z");

  @AfterEach
  void close() {
    end.countDown();
    web.close();
    deadlines.shutdownNow();
  }

  private FeedFetcher fetcher(FetchLimits limits, NameResolver names) {
    return new FeedFetcher("Tocsin test", limits, names, deadlines, () -> now);
  }

  private final FeedFetcher fetcher = fetcher(SMALL, NameResolver.SYSTEM);

  private Fetch fetch(String path) {
    return fetcher.fetch(new Request(web.url(path), Validators.NONE, LOOPBACK, true));
  }

  private static Failure failure(Fetch fetch) {
    if (fetch instanceof Fetch.Failed failed) {
      return failed.failure();
    }
    throw new AssertionError(fetch.toString());
  }

  private static Fetch.Document document(Fetch fetch) {
    if (fetch instanceof Fetch.Document document) {
      return document;
    }
    throw new AssertionError(fetch.toString());
  }

  @Test
  void shouldFetchAndSayWhoItIs() {
    web.page(
        "/feed", "words", "Content-Type", "text/xml", "ETag", "\"1\"", "Last-Modified", "then");

    Fetch.Document document = document(fetch("/feed"));

    assertThat(new String(document.body(), UTF_8)).isEqualTo("words");
    assertThat(document.contentType()).isEqualTo("text/xml");
    assertThat(document.validators()).isEqualTo(new Validators("\"1\"", "then"));
    assertThat(document.movedTo()).isNull();
    assertThat(web.visits()).extracting(LocalWeb.Visit::agent).containsExactly("Tocsin test");
  }

  @Test
  void shouldAskOnlyForWhatIsNew() {
    web.page("/feed", LocalWeb.status(304));

    Fetch fetch =
        fetcher.fetch(
            new Request(web.url("/feed"), new Validators("\"1\"", "then"), LOOPBACK, true));

    assertThat(fetch).isInstanceOf(Fetch.NotModified.class);
    assertThat(web.visits().get(0).etag()).isEqualTo("\"1\"");
    assertThat(web.visits().get(0).since()).isEqualTo("then");
  }

  @Test
  void shouldInflate() {
    web.page("/feed", LocalWeb.gzip("words".getBytes(UTF_8)), "Content-Encoding", "gzip");

    assertThat(new String(document(fetch("/feed")).body(), UTF_8)).isEqualTo("words");
  }

  @ParameterizedTest
  @CsvSource({"404, STATUS", "500, STATUS", "401, STATUS", "410, GONE", "429, BUSY", "503, BUSY"})
  void shouldTellFailuresApart(int status, Failure failure) {
    web.page("/feed", LocalWeb.status(status));

    assertThat(failure(fetch("/feed"))).isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "'Fri, 11 Feb 2022 10:05:00 GMT', 300",
    "'Fri, 11 Feb 2022 09:00:00 GMT', 0",
    "soon, 0",
    "-5, 0"
  })
  void shouldHearHowLongToWait(String retryAfter, long seconds) {
    web.page("/feed", LocalWeb.status(503, "Retry-After", retryAfter));

    assertThat(fetch("/feed"))
        .isEqualTo(new Fetch.Failed(Failure.BUSY, "status 503", Duration.ofSeconds(seconds)));
  }

  @Nested
  class RedirectsOf {
    @Test
    void shouldRememberOnlyPermanentOnesFromTheBeginning() {
      web.page("/a", LocalWeb.status(301, "Location", "/b"))
          .page("/b", LocalWeb.status(302, "Location", "/c"))
          .page("/c", LocalWeb.status(308, "Location", "/d"))
          .page("/d", "words");

      Fetch.Document document = document(fetch("/a"));

      assertThat(document.address()).isEqualTo(web.url("/d"));
      assertThat(document.movedTo()).isEqualTo(web.url("/b"));
    }

    @Test
    void shouldBeBounded() {
      web.page("/a", LocalWeb.status(302, "Location", "/a?1"));
      web.page("/0", exchange -> redirectOn(exchange.getRequestURI(), exchange));

      assertThat(failure(fetch("/a"))).isEqualTo(Failure.REDIRECTS);
      assertThat(web.visits()).hasSizeLessThanOrEqualTo(SMALL.redirects() + 1);
    }

    private void redirectOn(URI from, HttpExchange exchange) throws IOException {
      LocalWeb.send(exchange, 302, new byte[0], "Location", from + "0");
    }

    @Test
    void shouldNotGoInACircle() {
      web.page("/a", LocalWeb.status(302, "Location", "/b"))
          .page("/b", LocalWeb.status(302, "Location", "/a"));

      assertThat(failure(fetch("/a"))).isEqualTo(Failure.REDIRECTS);
      assertThat(web.visits()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://[", "ht tp://x"})
    void shouldNeedAnAddress(String location) {
      web.page("/a", LocalWeb.status(302, "Location", location));

      assertThat(failure(fetch("/a"))).isEqualTo(Failure.REDIRECTS);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://127.0.0.2/",
          "http://[::1]/",
          "http://[::ffff:127.0.0.2]/",
          "http://0/",
          "http://0x7f000002/",
          "http://169.254.169.254/latest/meta-data/",
          "http://10.0.0.1/",
          "file:///etc/hostname",
          "ftp://127.0.0.1/",
          "http://user:word@127.0.0.1/"
        })
    void shouldNotLeadInside(String location) {
      web.page("/a", LocalWeb.status(302, "Location", location));

      assertThat(failure(fetch("/a"))).isIn(Failure.BLOCKED, Failure.UNREACHABLE);
      assertThat(web.visits()).hasSize(1);
    }

    @Test
    void shouldNotLeaveHttps() {
      URI from = URI.create("https://gazette.example/a");

      assertThat(Redirects.target(from, "http://gazette.example/b")).isEmpty();
      assertThat(Redirects.target(from, "/b")).contains(URI.create("https://gazette.example/b"));
    }
  }

  @Nested
  class Addresses {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"})
    void shouldNotConnectInside(String host) {
      web.page("/feed", "words");

      Fetch fetch =
          fetcher.fetch(new Request(web.url(host, "/feed"), Validators.NONE, OUTSIDE, true));

      assertThat(failure(fetch)).isIn(Failure.BLOCKED, Failure.UNREACHABLE);
      assertThat(web.visits()).isEmpty();
      assertThat(web.robotsVisits()).isEmpty();
    }

    @Test
    void shouldNotConnectToANameThatMeansInside() {
      FeedFetcher named = fetcher(SMALL, host -> new InetAddress[] {loopback(host)});

      Fetch fetch =
          named.fetch(
              new Request(web.url("gazette.example", "/feed"), Validators.NONE, OUTSIDE, true));

      assertThat(failure(fetch)).isEqualTo(Failure.BLOCKED);
      assertThat(web.visits()).isEmpty();
    }

    @Test
    void shouldPassOverTheAddressesInsideOfANameThatHasBoth() {
      List<String> asked = new ArrayList<>();
      FeedFetcher named =
          fetcher(
              SMALL,
              host -> {
                asked.add(host);
                return new InetAddress[] {
                  InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1}), loopback(host)
                };
              });
      web.page("/feed", "words");

      assertThat(
              document(
                      named.fetch(
                          new Request(
                              web.url("gazette.example", "/feed"),
                              Validators.NONE,
                              LOOPBACK,
                              false)))
                  .body())
          .isNotEmpty();
      assertThat(asked).containsExactly("gazette.example");
    }

    /**
     * The name means another address at each look-up: the one that is looked at is connected to.
     */
    @Test
    void shouldNotBeFooledByANameThatChanges() {
      List<byte[]> answers =
          List.of(new byte[] {127, 0, 0, 1}, new byte[] {127, 0, 0, 2}, new byte[] {127, 0, 0, 2});
      List<String> asked = new ArrayList<>();
      FeedFetcher named =
          fetcher(
              SMALL,
              host -> {
                asked.add(host);
                return new InetAddress[] {
                  InetAddress.getByAddress(host, answers.get(asked.size() - 1))
                };
              });
      web.page("/feed", "words");
      Request request =
          new Request(web.url("gazette.example", "/feed"), Validators.NONE, LOOPBACK, false);

      assertThat(named.fetch(request)).isInstanceOf(Fetch.Document.class);
      assertThat(failure(named.fetch(request))).isEqualTo(Failure.BLOCKED);
      assertThat(web.visits()).hasSize(1);
    }

    private static InetAddress loopback(String host) throws UnknownHostException {
      return InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1});
    }
  }

  @Nested
  class RobotsTxt {
    @Test
    void shouldBeAskedOnceADay() {
      web.page("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 7");
      web.page("/feed", "words").page("/private/feed", "words");

      assertThat(document(fetch("/feed")).hostPause()).isEqualTo(Duration.ofSeconds(7));
      assertThat(failure(fetch("/private/feed"))).isEqualTo(Failure.ROBOTS);
      assertThat(web.robotsVisits()).hasSize(1);
      assertThat(web.visits()).hasSize(1);

      now = now.plus(Duration.ofHours(25));
      fetch("/feed");
      assertThat(web.robotsVisits()).hasSize(2);
    }

    @Test
    void shouldNameUs() {
      web.page("/robots.txt", "User-agent: Tocsin\nDisallow: /\n\nUser-agent: *\nAllow: /");
      web.page("/feed", "words");

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.ROBOTS);
    }

    @Test
    void shouldAllowAllWhereItIsMissing() {
      web.page("/feed", "words");

      assertThat(fetch("/feed")).isInstanceOf(Fetch.Document.class);
    }

    @Test
    void shouldForbidAllWhereItCannotBeHad() {
      web.page("/robots.txt", LocalWeb.status(503, "Retry-After", "60")).page("/feed", "words");

      assertThat(fetch("/feed"))
          .isEqualTo(
              new Fetch.Failed(Failure.ROBOTS, "robots.txt: status 503", Duration.ofSeconds(60)));
      web.page("/robots.txt", "");
      assertThat(fetch("/feed")).isInstanceOf(Fetch.Document.class);
    }

    @Test
    void shouldHoldForWhereARedirectLeads() {
      web.page("/robots.txt", "User-agent: *\nDisallow: /private/");
      web.page("/feed", LocalWeb.status(302, "Location", "/private/feed"));
      web.page("/private/feed", "words");

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.ROBOTS);
    }

    @Test
    void shouldNotBeAskedWhereTheListSaysSo() {
      web.page("/robots.txt", "User-agent: *\nDisallow: /").page("/feed", "words");

      assertThat(fetcher.fetch(new Request(web.url("/feed"), Validators.NONE, LOOPBACK, false)))
          .isInstanceOf(Fetch.Document.class);
      assertThat(web.robotsVisits()).isEmpty();
    }
  }

  @Nested
  class Bounds {
    @Test
    void shouldRefuseALargeBodyThatSaysSo() {
      web.page("/feed", new byte[SMALL.bytes() + 1]);

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.TOO_LARGE);
    }

    @Test
    void shouldTakeTheLargestBody() {
      web.page("/feed", new byte[SMALL.bytes()]);

      assertThat(document(fetch("/feed")).body()).hasSize(SMALL.bytes());
    }

    @Test
    void shouldEndABodyWithoutEnd() {
      web.page("/feed", exchange -> endless(exchange.getResponseBody(), exchange));

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.TOO_LARGE);
    }

    private void endless(OutputStream body, HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 100_000; i++) {
        body.write(new byte[8_192]); // ends with an exception once we hang up
      }
      throw new AssertionError("800 MB were read");
    }

    @Test
    void shouldEndABombOfGzip() {
      byte[] bomb = LocalWeb.gzip(new byte[50 << 20]);
      assertThat(bomb.length).isLessThan(SMALL.bytes());
      web.page("/feed", bomb, "Content-Encoding", "gzip");

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.TOO_LARGE);
    }

    @Test
    void shouldRefuseDamagedAndOtherEncodings() {
      byte[] whole = LocalWeb.gzip(new byte[10_000]);
      web.page("/cut", Arrays.copyOf(whole, whole.length / 2), "Content-Encoding", "gzip");
      web.page("/plain", "words", "Content-Encoding", "gzip");
      web.page("/br", "words", "Content-Encoding", "br");

      assertThat(failure(fetch("/cut"))).isEqualTo(Failure.ENCODING);
      assertThat(failure(fetch("/plain"))).isEqualTo(Failure.ENCODING);
      assertThat(failure(fetch("/br"))).isEqualTo(Failure.ENCODING);
    }

    @Test
    void shouldRefuseHeadersWithoutEnd() {
      web.page(
          "/feed",
          exchange -> LocalWeb.send(exchange, 200, new byte[1], "X-Long", "x".repeat(50_000)));

      assertThat(failure(fetch("/feed"))).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void shouldGiveUpOnABodyThatDoesNotEndInTime() {
      FetchLimits hasty =
          new FetchLimits(
              100_000, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMillis(300), 3);
      web.page("/feed", exchange -> drip(exchange));

      Fetch fetch =
          fetcher(hasty, NameResolver.SYSTEM)
              .fetch(new Request(web.url("/feed"), Validators.NONE, LOOPBACK, false));

      assertThat(failure(fetch)).isEqualTo(Failure.TIMEOUT);
    }

    /** Begins and never ends; silence alone would be allowed for longer. */
    private void drip(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("some".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      await(end);
    }

    @Test
    void shouldGiveUpOnSilence() {
      FetchLimits hasty =
          new FetchLimits(
              100_000, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30), 3);
      web.page("/feed", exchange -> await(end));

      Fetch fetch =
          fetcher(hasty, NameResolver.SYSTEM)
              .fetch(new Request(web.url("/feed"), Validators.NONE, LOOPBACK, false));

      assertThat(failure(fetch)).isEqualTo(Failure.TIMEOUT);
    }

    private void await(CountDownLatch end) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    URI gone;
    try (LocalWeb other = new LocalWeb()) {
      gone = other.url("/feed");
    }

    assertThat(failure(fetcher.fetch(new Request(gone, Validators.NONE, LOOPBACK, false))))
        .isEqualTo(Failure.UNREACHABLE);
  }
}
