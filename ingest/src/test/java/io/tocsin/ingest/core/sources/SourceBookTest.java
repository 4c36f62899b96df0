package io.tocsin.ingest.core.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.core.sources.SourceOutput.Kind;
import io.tocsin.ingest.core.sources.SourceOutput.Removed;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SourceBookTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private final Feed feed = new Feed();

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  @Nested
  class Silence {
    @Test
    void shouldMissASourceThatEnds() {
      feed.random("wire", days(0), days(14), 12, 1).passTo(Feed.at(days(15)));

      assertThat(feed.kinds()).containsExactly(Kind.SILENT);
      SourceOutput.Event silent = feed.events().get(0);
      assertThat(silent.at() - silent.lastAt())
          .isBetween(Duration.ofMinutes(15).toMillis(), Duration.ofHours(3).toMillis());
      assertThat(silent.at() % Feed.MINUTE).isZero();
      assertThat(silent.summary()).startsWith("wire is silent: nothing since 2022-02-20T");
      assertThat(feed.latest().state()).isEqualTo(SourceState.SILENT);
    }

    @Test
    void shouldSayBeforehandWhenThatWillBe() {
      feed.random("wire", days(0), days(14), 12, 1);
      long said = feed.latest().silentAt();
      feed.passTo(said - 1);
      assertThat(feed.kinds()).isEmpty();
      // the report is at most ten minutes old, and posts move the deadline
      feed.passTo(said + Duration.ofMinutes(30).toMillis());
      assertThat(feed.kinds()).containsExactly(Kind.SILENT);
    }

    @Test
    void shouldBeQuietBefore() {
      feed.steady("wire", days(0), days(14), FIVE_MINUTES).passTo(Feed.at(days(15)));

      assertThat(feed.outputs)
          .filteredOn(SourceOutput.Report.class::isInstance)
          .extracting(output -> ((SourceOutput.Report) output).state())
          .containsSubsequence(SourceState.OK, SourceState.QUIET, SourceState.SILENT);
    }

    @Test
    void shouldTellThatItIsOver() {
      feed.random("wire", days(0), days(14), 12, 1);
      feed.post("wire", Feed.at(days(15)), 1);

      assertThat(feed.kinds()).containsExactly(Kind.SILENT, Kind.RECOVERED);
      SourceOutput.Event recovered = feed.events().get(1);
      assertThat(recovered.at()).isEqualTo(Feed.at(days(15)));
      assertThat(recovered.since()).isEqualTo(feed.events().get(0).at());
      assertThat(recovered.lastAt()).isEqualTo(feed.events().get(0).lastAt());
      assertThat(feed.latest().state()).isEqualTo(SourceState.OK);
    }

    /** A feed whose first poll brings a backlog is alive, and that is all. */
    @Test
    void shouldTakeABacklogForASignOfLife() {
      feed.random("wire", days(0), days(14), 12, 1);
      double before = feed.latest().postsPerHour();
      feed.post("wire", Feed.at(days(15)), 0);

      assertThat(feed.kinds()).containsExactly(Kind.SILENT, Kind.RECOVERED);
      assertThat(feed.latest().postsPerHour()).isLessThanOrEqualTo(before);
    }

    @Test
    void shouldNotMissWhatIsNotKnownYet() {
      feed.random("wire", days(0), days(2), 12, 1).passTo(Feed.at(days(20)));

      assertThat(feed.events()).isEmpty();
      assertThat(feed.latest().state()).isEqualTo(SourceState.LEARNING);
    }

    @Test
    void shouldNotMissWhoSleepsAtNight() {
      for (int day = 0; day < 60; day++) {
        feed.random("office", days(day).plusHours(8), days(day).plusHours(20), 6, day);
      }

      assertThat(feed.kinds()).filteredOn(Kind.SILENT::equals).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldMissByDayWhoSleepsAtNight() {
      for (int day = 0; day < 60; day++) {
        feed.random("office", days(day).plusHours(8), days(day).plusHours(20), 6, day);
      }
      feed.random("office", days(60).plusHours(8), days(60).plusHours(11), 6, 60);
      feed.outputs.clear();
      feed.passTo(Feed.at(days(60).plusHours(20)));

      assertThat(feed.kinds()).containsExactly(Kind.SILENT);
    }

    /** Who publishes less from now on is missed for a while, and then is who publishes less. */
    @Test
    void shouldGetUsedToALowerRate() {
      feed.random("blog", days(0), days(20), 12, 1);
      feed.outputs.clear();
      feed.random("blog", days(20), days(110), 0.5, 2);

      assertThat(feed.events())
          .filteredOn(event -> event.kind() == Kind.SILENT)
          .isNotEmpty()
          .filteredOn(event -> event.at() > Feed.at(days(80)))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Nested
  class Floods {
    @Test
    void shouldNoticeFarMoreThanUsualAndThatItIsOver() {
      feed.random("wire", days(0), days(14), 12, 1);
      feed.random("wire", days(14), days(14).plusHours(2), 400, 2);
      feed.random("wire", days(14).plusHours(2), days(15), 12, 3);

      assertThat(feed.kinds()).containsExactly(Kind.FLOODING, Kind.CALMED);
      assertThat(feed.events().get(0).at())
          .isBetween(Feed.at(days(14)), Feed.at(days(14).plusMinutes(30)));
      assertThat(feed.events().get(1).at())
          .isBetween(Feed.at(days(14).plusHours(2)), Feed.at(days(14).plusHours(5)));
    }

    @Test
    void shouldNotTakeTwentyPostsForAFlood() {
      feed.steady("column", days(0), days(60), Duration.ofHours(20));
      feed.random("column", days(60), days(60).plusHours(1), 20, 2);

      assertThat(feed.kinds()).doesNotContain(Kind.FLOODING);
    }
  }

  @Nested
  class Bounds {
    @Test
    void shouldForgetASourceThatIsGone() {
      feed.random("wire", days(0), days(14), 12, 1).passTo(Feed.at(days(100)));

      assertThat(feed.kinds()).containsExactly(Kind.SILENT, Kind.FORGOTTEN);
      assertThat(feed.outputs).last().isInstanceOf(Removed.class);
      assertThat(feed.book().size()).isZero();
      assertThat(feed.book().takeChanged()).containsExactly("wire");
    }

    /** A stream of made-up names must not push out who is known. */
    @Test
    void shouldForgetTheLeastRecentAndThoseFirstThatAreStillLearnt() {
      Feed small = new Feed(new SourceRules(days(30), days(60), 5));
      small.random("known", days(0), days(5), 12, 1);
      for (int i = 0; i < 100; i++) {
        small.post("made-up-" + i, Feed.at(days(5).plusMinutes(i)), 1);
      }

      assertThat(small.book().names())
          .containsExactlyInAnyOrder(
              "known", "made-up-96", "made-up-97", "made-up-98", "made-up-99");
      assertThat(small.book().takeEvicted()).isEqualTo(96);
    }

    @Test
    void shouldNotGrowWithThePosts() {
      feed.random("wire", days(0), days(10), 60, 1);
      int early = feed.outputs.size();
      assertThat(feed.book().size()).isEqualTo(1);
      assertThat(early).as("told at most every ten minutes").isLessThanOrEqualTo(10 * 144 + 1);
    }

    @Test
    void shouldRefuseRulesThatCannotBe() {
      assertThatThrownBy(() -> new SourceRules(Duration.ofHours(1), days(60), 1))
          .hasMessageContaining("falseSilence PT1H: expected 1d or more");
      assertThatThrownBy(() -> new SourceRules(days(30), days(401), 1))
          .hasMessageContaining("expected 1d to 400d");
      assertThatThrownBy(() -> new SourceRules(days(30), days(60), 0))
          .hasMessageContaining("expected at least 1");
    }
  }
}
