package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LetterStatsTest {
  private static final Instant AT = Instant.parse("2022-02-11T12:34:56Z");

  private static Letter letter(int offset, String reason, String source, Instant at) {
    return new Letter(
        new LetterPosition("ingest", 0, offset),
        at,
        reason,
        "",
        source,
        "news.posts.raw",
        0,
        offset,
        0,
        1,
        1,
        true,
        false,
        null);
  }

  @Test
  void shouldCountByServiceReasonSourceAndHour() {
    LetterStats stats = new LetterStats();
    stats.add(letter(1, "broken-json", "gazette", AT));
    stats.add(letter(2, "no-text", "gazette", AT.plusSeconds(3600)));
    stats.add(letter(3, "no-text", null, AT));

    LetterStats.Counts counts = stats.counts();

    assertThat(counts.letters()).isEqualTo(3);
    assertThat(counts.services()).containsExactly(new LetterStats.Count("ingest", 3));
    assertThat(counts.reasons())
        .containsExactly(
            new LetterStats.Count("ingest no-text", 2),
            new LetterStats.Count("ingest broken-json", 1));
    assertThat(counts.sources())
        .containsExactly(new LetterStats.Count("gazette", 2), new LetterStats.Count("unknown", 1));
    assertThat(counts.hours())
        .containsExactly(
            new LetterStats.Count("2022-02-11T12:00:00Z", 2),
            new LetterStats.Count("2022-02-11T13:00:00Z", 1));
  }

  /** Whoever posts chooses the names. */
  @Test
  void shouldCountABoundedNumberOfSources() {
    LetterStats stats = new LetterStats();
    for (int i = 0; i < 2 * LetterStats.MOST_SOURCES; i++) {
      stats.add(letter(i, "no-text", "source-" + i, AT));
    }

    assertThat(stats.counts().sources())
        .hasSize(LetterStats.MOST_SOURCES + 1)
        .first()
        .isEqualTo(new LetterStats.Count("other", LetterStats.MOST_SOURCES));
  }
}
