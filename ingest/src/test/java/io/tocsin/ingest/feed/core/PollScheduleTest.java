package io.tocsin.ingest.feed.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.feed.core.PollSchedule.PollEnd;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private static final Instant START = Instant.parse("2022-02-11T10:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final PollEnd WELL = new PollEnd(false, Duration.ZERO, Duration.ZERO);
  private static final PollEnd FAILED = new PollEnd(true, Duration.ZERO, Duration.ZERO);

  private final FeedSpec first = feed("first", "https://gazette.example/1");
  private final FeedSpec second = feed("second", "https://GAZETTE.example/2");
  private final FeedSpec other = feed("other", "https://orchard.example/");

  private static FeedSpec feed(String name, String url) {
    return new FeedSpec(
        name, name, URI.create(url), null, HOUR, null, null, ZoneOffset.UTC, List.of(), true);
  }

  private static PollSchedule schedule(FeedSpec... feeds) {
    return new PollSchedule(List.of(feeds), PAUSE, new Random(7), START);
  }

  private static Instant after(long seconds) {
    return START.plusSeconds(seconds);
  }

  /** When the only feed comes next. */
  private static Duration pause(PollSchedule schedule, Instant now) {
    return Duration.between(now, schedule.next().orElseThrow());
  }

  @Test
  void shouldSpreadTheFirstPollsOverHalfAMinute() {
    List<FeedSpec> feeds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      feeds.add(feed("f" + i, "https://h" + i + ".example/"));
    }
    PollSchedule schedule = new PollSchedule(feeds, PAUSE, new Random(7), START);
    int early = 0;
    while (schedule.take(after(15)).isPresent()) {
      early++;
    }

    assertThat(early).isBetween(30, 70);
    assertThat(schedule.next()).hasValueSatisfying(next -> assertThat(next).isBefore(after(31)));
  }

  @Test
  void shouldPollOneAtATimeOfAHostAndPause() {
    PollSchedule schedule = schedule(first, second, other);
    FeedSpec taken = schedule.take(after(30)).orElseThrow();
    FeedSpec next = schedule.take(after(30)).orElseThrow();
    List<FeedSpec> both = List.of(taken, next);
    FeedSpec ofGazette = both.contains(first) ? first : second;

    assertThat(both).contains(other).containsAnyOf(first, second);
    assertThat(schedule.take(after(30))).isEmpty();
    assertThat(schedule.next()).isEmpty();

    schedule.done(ofGazette, WELL, after(40));
    assertThat(schedule.next()).contains(after(45));
    assertThat(schedule.take(after(44))).isEmpty();
    assertThat(schedule.take(after(45))).contains(ofGazette.equals(first) ? second : first);
  }

  @Test
  void shouldPauseAsLongAsTheHostAsks() {
    PollSchedule schedule = schedule(first, second);
    FeedSpec taken = schedule.take(after(30)).orElseThrow();

    schedule.done(taken, new PollEnd(false, Duration.ZERO, Duration.ofSeconds(90)), after(40));

    assertThat(schedule.next()).contains(after(130));
  }

  @Test
  void shouldPollAtItsPaceGiveOrTakeATwentieth() {
    PollSchedule schedule = schedule(other);
    Instant now = after(30);
    for (int i = 0; i < 50; i++) {
      FeedSpec taken = schedule.take(now).orElseThrow();
      schedule.done(taken, WELL, now);
      assertThat(pause(schedule, now)).isBetween(Duration.ofMinutes(57), Duration.ofMinutes(63));
      now = schedule.next().orElseThrow();
    }
  }

  @Test
  void shouldRepeatItselfWithTheSameSeed() {
    List<Optional<Instant>> once = failing(10);

    assertThat(failing(10)).isEqualTo(once);
  }

  private List<Optional<Instant>> failing(int times) {
    PollSchedule schedule = schedule(other);
    List<Optional<Instant>> nexts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Instant now = schedule.next().orElseThrow();
      schedule.done(schedule.take(now).orElseThrow(), FAILED, now);
      nexts.add(schedule.next());
    }
    return nexts;
  }

  @Test
  void shouldNotKnowStrangers() {
    PollSchedule schedule = schedule(other);

    assertThatThrownBy(() -> schedule.done(first, WELL, START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first");
  }

  @Test
  void shouldPollEachOnceWhereThatIsAsked() {
    PollSchedule schedule = PollSchedule.once(List.of(first, second, other), PAUSE, START);
    FeedSpec taken = schedule.take(START).orElseThrow();
    FeedSpec unused = schedule.take(START).orElseThrow();
    schedule.done(taken, FAILED, START);
    FeedSpec last = schedule.take(after(5)).orElseThrow();
    schedule.done(last, WELL, after(6));
    schedule.done(other, WELL, after(6));

    assertThat(schedule.isFinished()).isTrue();
    assertThat(schedule.next()).isEmpty();
  }

  @Nested
  class Failures {
    @Test
    void shouldDoubleTheWaitUpToADay() {
      PollSchedule schedule = schedule(other);
      List<Duration> waits = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Instant now = schedule.next().orElseThrow();
        schedule.done(schedule.take(now).orElseThrow(), FAILED, now);
        waits.add(pause(schedule, now));
      }

      assertThat(waits.get(0)).isBetween(HOUR, HOUR.multipliedBy(2));
      assertThat(waits.get(1)).isBetween(HOUR.multipliedBy(2), HOUR.multipliedBy(4));
      assertThat(waits.get(2)).isBetween(HOUR.multipliedBy(4), HOUR.multipliedBy(8));
      assertThat(waits.get(11)).isBetween(HOUR.multipliedBy(12), HOUR.multipliedBy(24));
      assertThat(waits.stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void shouldForgetThemAfterAPollThatWentWell() {
      PollSchedule schedule = schedule(other);
      for (int i = 0; i < 5; i++) {
        Instant now = schedule.next().orElseThrow();
        schedule.done(schedule.take(now).orElseThrow(), i == 4 ? WELL : FAILED, now);
        if (i == 4) {
          assertThat(pause(schedule, now)).isLessThan(Duration.ofMinutes(64));
        }
      }
    }

    @Test
    void shouldWaitAsLongAsIsWishedButNoMoreThanADay() {
      PollSchedule schedule = schedule(other);
      Instant now = after(30);
      schedule.done(
          schedule.take(now).orElseThrow(),
          new PollEnd(true, Duration.ofHours(20), Duration.ZERO),
          now);
      assertThat(pause(schedule, now)).isEqualTo(Duration.ofHours(20));

      now = schedule.next().orElseThrow();
      schedule.done(
          schedule.take(now).orElseThrow(),
          new PollEnd(true, Duration.ofDays(9_000), Duration.ZERO),
          now);
      assertThat(pause(schedule, now)).isEqualTo(Duration.ofDays(1));
    }
  }
}
