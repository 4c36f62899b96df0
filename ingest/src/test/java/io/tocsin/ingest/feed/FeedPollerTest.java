package io.tocsin.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.feed.PollReport.ItemOutcome;
import io.tocsin.ingest.feed.core.AddressRange;
import io.tocsin.ingest.feed.core.FeedFiles;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.fetch.FeedFetcher;
import io.tocsin.ingest.feed.fetch.FetchLimits;
import io.tocsin.ingest.feed.fetch.LocalWeb;
import io.tocsin.ingest.feed.fetch.NameResolver;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FeedPollerTest {
  private final LocalWeb web = new LocalWeb();
  private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
  private final List<DoorPost> sent = new ArrayList<>();
  private Instant now = Instant.parse("2022-02-11T12:00:00Z");
  private FeedPoller poller;
  @TempDir private Path directory;

  @BeforeEach
  void start() {
    poller = poller(this::send);
  }

  @AfterEach
  void close() {
    web.close();
    deadlines.shutdownNow();
  }

  private CompletableFuture<?> send(DoorPost post) {
    sent.add(post);
    return CompletableFuture.completedFuture(post);
  }

  /** As after a start of the process. */
  private FeedPoller poller(PostSink sink) {
    FeedFetcher fetcher =
        new FeedFetcher("test", FetchLimits.DEFAULT, NameResolver.SYSTEM, deadlines, () -> now);
    return new FeedPoller(fetcher, new FeedStateFiles(directory), sink, () -> now);
  }

  private FeedSpec feed(URI url, String... inside) {
    return new FeedSpec(
        "gazette",
        "harbour-gazette",
        url,
        null,
        Duration.ofMinutes(5),
        "en",
        null,
        ZoneOffset.UTC,
        List.of(inside).stream().map(range -> AddressRange.parse(range).orElseThrow()).toList(),
        true);
  }

  private PollReport poll(String path) {
    return poller.poll(feed(web.url(path), "127.0.0.1"));
  }

  private static String rss(String... items) {
    StringBuilder rss = new StringBuilder("<rss version=\"2.0\"><channel><title>Coast</title>");
    for (String item : items) {
      rss.append("<item>").append(item).append("</item>");
    }
    return rss + "</channel></rss>";
  }

  private static String item(String id, String title) {
    return "<guid isPermaLink=\"false\">" + id + "</guid><title>" + title + "</title>";
  }

  @Test
  void shouldSendWhatIsNewAndThenWhatChanged() {
    web.page("/feed", rss(item("1", "One"), item("2", "Two")));
    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.NEW, 2));

    web.page("/feed", rss(item("1", "One"), item("2", "Two, corrected"), item("3", "Three")));
    assertThat(poll("/feed").items())
        .isEqualTo(Map.of(ItemOutcome.UNCHANGED, 1, ItemOutcome.CHANGED, 1, ItemOutcome.NEW, 1));

    assertThat(sent)
        .extracting(DoorPost::postKey)
        .containsExactly(
            "harbour-gazette:1", "harbour-gazette:2", "harbour-gazette:2", "harbour-gazette:3");
    assertThat(sent.get(2).toJson())
        .contains("Two, corrected", "\"collection\":\"Coast\"", "\"language\":\"en\"");
  }

  @Test
  void shouldAskConditionallyAlsoAfterARestart() {
    web.page("/feed", rss(item("1", "One")).getBytes(UTF_8), "ETag", "\"a\"");
    poll("/feed");
    poller = poller(this::send);
    web.page("/feed", exchange -> LocalWeb.send(exchange, 304, new byte[0]));

    PollReport report = poll("/feed");

    assertThat(report.outcome()).isEqualTo(PollReport.NOT_MODIFIED);
    assertThat(report.end().failed()).isFalse();
    assertThat(web.visits()).extracting(LocalWeb.Visit::etag).containsExactly(null, "\"a\"");
  }

  @Test
  void shouldNotSendTheSameAgainAfterARestart() {
    web.page("/feed", rss(item("1", "One")));
    poll("/feed");
    poller = poller(this::send);

    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.UNCHANGED, 1));
    assertThat(sent).hasSize(1);
  }

  @Test
  void shouldReadAnewWhereTheStateIsDamaged() throws IOException {
    web.page("/feed", rss(item("1", "One")));
    poll("/feed");
    Files.writeString(directory.resolve("gazette.json"), "{\"url\":");
    poller = poller(this::send);

    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.NEW, 1));
    try (var files = Files.list(directory)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("gazette.json");
    }
  }

  @Test
  void shouldSendAgainWhatTheBrokerDidNotTake() {
    web.page("/feed", rss(item("1", "One"), item("2", "Two")).getBytes(UTF_8), "ETag", "\"a\"");
    poller =
        poller(
            post ->
                post.id().equals("1")
                    ? send(post)
                    : CompletableFuture.failedFuture(new IllegalStateException("no leader")));

    PollReport report = poll("/feed");

    assertThat(report.outcome()).isEqualTo(PollReport.NOT_SENT);
    assertThat(report.detail()).isEqualTo("no leader");
    assertThat(report.end().failed()).isTrue();
    poller = poller(this::send);
    assertThat(poll("/feed").items())
        .isEqualTo(Map.of(ItemOutcome.UNCHANGED, 1, ItemOutcome.NEW, 1));
    assertThat(web.visits()).extracting(LocalWeb.Visit::etag).containsOnlyNulls();
  }

  @Test
  void shouldEndWhereARightIsMissing() {
    web.page("/feed", rss(item("1", "One")));
    poller = poller(post -> CompletableFuture.failedFuture(refused()));

    assertThatThrownBy(() -> poll("/feed")).isInstanceOf(ClusterRefusedException.class);
  }

  private static ClusterRefusedException refused() {
    return new ClusterRefusedException("no right", new IllegalStateException());
  }

  @Test
  void shouldTakeBackWhatAWireCancels() {
    web.page("/feed", FeedFiles.bytes("wire.newsml.xml"));

    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.NEW, 3));
    assertThat(sent.get(0).toJson())
        .contains("\"revision\":3", "\"updatedAt\":\"2022-02-11T10:00:00Z\"");
    assertThat(sent.get(1).toJson()).contains("\"revision\":2", "CANCELED");
    assertThat(sent.get(2).toJson()).contains("WITHHELD");
  }

  @Test
  void shouldKeepAnEmbargo() {
    String wire = FeedFiles.text("wire.newsml.xml").replace("stat:withheld", "stat:usable");
    web.page("/feed", wire.getBytes(UTF_8), "ETag", "\"a\"");

    assertThat(poll("/feed").items()).containsEntry(ItemOutcome.EMBARGOED, 1);
    now = Instant.parse("2022-02-11T18:00:00Z");
    assertThat(poll("/feed").items()).containsEntry(ItemOutcome.NEW, 1);
    assertThat(web.visits()).extracting(LocalWeb.Visit::etag).containsOnlyNulls();
    assertThat(sent).hasSize(3);
  }

  @Test
  void shouldRefuseOnceAnItemThatNoPostCanBeMadeOf() {
    web.page("/feed", rss(item("1", ""), item("2", "x".repeat(3_000)), item("3", "Three")));

    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.REFUSED, 2, ItemOutcome.NEW, 1));
    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.UNCHANGED, 3));
  }

  @Test
  void shouldNotLoseAPostToATimeThatCannotBe() {
    web.page("/feed", rss(item("1", "One") + "<pubDate>0001-01-01T00:00:00Z</pubDate>"));

    assertThat(poll("/feed").items()).isEqualTo(Map.of(ItemOutcome.NEW, 1));
    assertThat(sent.get(0).toJson()).doesNotContain("publishedAt\":\"0001");
  }

  @Test
  void shouldFloodNothingWithAFeedThatRenamesItsItems() {
    for (int poll = 0; poll < 5; poll++) {
      web.page(
          "/feed",
          rss(
              item("a" + poll, "One"),
              item("b" + poll, "Two"),
              item("c" + poll, "Three"),
              item("d" + poll, "Four")));
      PollReport report = poll("/feed");
      assertThat(report.items())
          .isEqualTo(Map.of(poll == 0 ? ItemOutcome.NEW : ItemOutcome.RENAMED, 4));
    }
    assertThat(sent).hasSize(4);
  }

  @Test
  void shouldFollowAFeedThatMovedAndComeBackWhenItFails() {
    web.page("/old", exchange -> LocalWeb.send(exchange, 301, new byte[0], "Location", "/new"));
    web.page("/new", rss(item("1", "One")));
    poll("/old");
    poller = poller(this::send);
    poll("/old");
    assertThat(paths()).containsExactly("/old", "/new", "/new");

    web.page("/new", exchange -> LocalWeb.send(exchange, 404, new byte[0]));
    assertThat(poll("/old").outcome()).isEqualTo("status");
    web.page("/old", rss(item("1", "One")));
    assertThat(poll("/old").items()).isEqualTo(Map.of(ItemOutcome.UNCHANGED, 1));
    assertThat(paths()).containsExactly("/old", "/new", "/new", "/new", "/old");
  }

  private List<String> paths() {
    return web.visits().stream().map(LocalWeb.Visit::path).toList();
  }

  @Test
  void shouldForgetWhereItWasWhenTheListSaysOtherwise() {
    web.page("/old", rss(item("1", "One")).getBytes(UTF_8), "ETag", "\"a\"");
    web.page("/other", rss(item("1", "One")));
    poll("/old");
    poller = poller(this::send);

    assertThat(poll("/other").items()).isEqualTo(Map.of(ItemOutcome.UNCHANGED, 1));
    assertThat(web.visits().get(1).etag()).isNull();
  }

  @Test
  void shouldNotFetchFromInside() {
    web.page("/feed", rss(item("1", "One")));

    PollReport report = poller.poll(feed(web.url("/feed")));

    assertThat(report.outcome()).isEqualTo("blocked");
    assertThat(report.end().failed()).isTrue();
    assertThat(web.visits()).isEmpty();
  }

  @Test
  void shouldSayThatADocumentIsNoFeed() {
    web.page("/feed", "<html><body>Sign in</body></html>".getBytes(UTF_8), "ETag", "\"a\"");

    PollReport report = poll("/feed");

    assertThat(report.outcome()).isEqualTo(PollReport.UNREADABLE);
    assertThat(report.end().failed()).isTrue();
    poll("/feed");
    assertThat(web.visits()).extracting(LocalWeb.Visit::etag).containsOnlyNulls();
  }
}
