package io.tocsin.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.feed.PollReport.ItemOutcome;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.PollSchedule.PollEnd;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2022-02-11T10:00:00Z");
  private final FeedSpec feed =
      new FeedSpec(
          "wire",
          "wire",
          URI.create("https://wire.example/"),
          null,
          Duration.ofMinutes(5),
          null,
          null,
          ZoneOffset.UTC,
          List.of(),
          true);
  private final FeedMetrics metrics = new FeedMetrics(meters, List.of(feed), () -> now);

  private double age() {
    return meters.get("tocsin.feeds.age").tag("feed", "wire").gauge().value();
  }

  @Test
  void shouldCountPollsAndItemsByOutcome() {
    PollEnd well = new PollEnd(false, Duration.ZERO, Duration.ZERO);
    metrics.polled(
        feed, new PollReport(PollReport.READ, "", Map.of(ItemOutcome.LEFT_OUT, 3), well));
    metrics.polled(feed, PollReport.failed("timeout", "", Duration.ZERO));

    assertThat(meters.get("tocsin.feeds.polls").tag("outcome", "read").counter().count()).isOne();
    assertThat(meters.get("tocsin.feeds.polls").tag("outcome", "timeout").counter().count())
        .isOne();
    assertThat(meters.get("tocsin.feeds.items").tag("outcome", "left-out").counter().count())
        .isEqualTo(3);
  }

  @Test
  void shouldCountFromNought() {
    assertThat(meters.find("tocsin.feeds.polls").counters()).hasSize(14);
    assertThat(meters.find("tocsin.feeds.items").counters()).hasSize(7);
  }

  @Test
  void shouldTellHowLongAFeedWasNotRead() {
    now = now.plusSeconds(600);
    metrics.polled(feed, PollReport.failed("timeout", "", Duration.ZERO));
    assertThat(age()).isEqualTo(600);
    assertThat(metrics.overdue()).isEmpty();

    now = now.plus(Duration.ofMinutes(11));
    assertThat(metrics.overdue()).containsExactly("wire");
    assertThat(meters.get("tocsin.feeds.overdue").gauge().value()).isOne();

    metrics.polled(
        feed,
        new PollReport(
            PollReport.NOT_MODIFIED,
            "",
            Map.of(),
            new PollEnd(false, Duration.ZERO, Duration.ZERO)));
    assertThat(age()).isZero();
    assertThat(metrics.overdue()).isEmpty();
  }

  @Test
  void shouldNameAFewOnly() {
    assertThat(FeedMetrics.shown(List.of("a", "b"))).isEqualTo("a, b");
    assertThat(FeedMetrics.shown(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and 2 more");
  }
}
