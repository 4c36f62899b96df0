package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.service.Pulse.Position;
import io.tocsin.runtime.topics.PartitionsProbe;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StuckWatchTest {
  private static final String THREAD = "news-alerts-5e1f-StreamThread-2";
  private static final String TASK = "task 0_1 in news.posts-1";
  private static final Position IDLE = new Position(16, 17);

  private final StuckWatch watch = new StuckWatch();
  private long now = Duration.ofHours(1).toNanos();

  private void look(Duration sincePoll, Position position) {
    now += HealthWatch.EVERY.toNanos();
    watch.look(new Pulse(true, Map.of(THREAD, sincePoll), Map.of(TASK, position)), now);
  }

  private void lookFor(Duration time, Position position) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(HealthWatch.EVERY)) {
      look(Duration.ZERO, position);
    }
  }

  private void hangFor(Duration time) {
    for (Duration passed = HealthWatch.EVERY;
        passed.compareTo(time) <= 0;
        passed = passed.plus(HealthWatch.EVERY)) {
      look(passed, IDLE);
    }
  }

  private boolean isWell() {
    return watch.check().healthy();
  }

  @Nested
  class AThreadThatIsAway {
    @Test
    void shouldBeStuckAfterItsTimeAndWellWhenItIsBack() {
      look(Duration.ZERO, IDLE);
      hangFor(StuckWatch.AFTER.minus(HealthWatch.EVERY));
      assertThat(isWell()).isTrue();
      assertThat(watch.threads()).isEmpty();

      look(StuckWatch.AFTER, IDLE);
      assertThat(isWell()).isFalse();
      assertThat(watch.check().detail())
          .isEqualTo(
              "StreamThread-2 has not come back from its work for 10 s: a step of it hangs or waits");
      assertThat(watch.threads()).containsExactly(THREAD);

      look(Duration.ZERO, IDLE);
      assertThat(isWell()).isTrue();
    }

    @Test
    void shouldNotBeStuckForWhatItDidBeforeItWorked() {
      look(Duration.ofMinutes(3), IDLE);

      assertThat(isWell()).isTrue();
    }

    @Test
    void shouldBeLostOnlyWhenItsPartitionsAre() {
      look(Duration.ZERO, IDLE);
      hangFor(StuckWatch.LOST_AFTER);
      assertThat(watch.isLost()).isFalse();

      look(StuckWatch.LOST_AFTER.plusSeconds(2), IDLE);
      assertThat(watch.isLost()).isTrue();

      look(Duration.ZERO, IDLE);
      assertThat(watch.isLost()).isFalse();
    }
  }

  @Nested
  class ATaskWithRecords {
    @Test
    void shouldBeStuckWhenItCommitsNothing() {
      lookFor(StuckWatch.AFTER, new Position(20, 17));
      assertThat(isWell()).isTrue();

      look(Duration.ZERO, new Position(29, 17));
      assertThat(isWell()).isFalse();
      assertThat(watch.check().detail())
          .isEqualTo("task 0_1 in news.posts-1 has records and has committed nothing for 10 s");

      look(Duration.ZERO, new Position(29, 18));
      assertThat(isWell()).isTrue();
    }

    @Test
    void shouldBeStuckWhenItHasNeverCommitted() {
      lookFor(StuckWatch.AFTER.plus(HealthWatch.EVERY), new Position(0, -1));

      assertThat(isWell()).isFalse();
    }

    @Test
    void shouldBeWellWithABacklogThatShrinks() {
      for (int done = 0; done < 100; done++) {
        look(Duration.ZERO, new Position(1_000_000, done));
      }
      assertThat(isWell()).isTrue();
    }

    @Test
    void shouldBeWellWhenIdleForAsLongAsItMayBe() {
      lookFor(Duration.ofHours(2), IDLE);
      look(Duration.ZERO, new Position(17, 17));

      assertThat(isWell()).isTrue();
    }

    @Test
    void shouldBeWellBeforeItsFirstRecord() {
      lookFor(Duration.ofHours(2), new Position(-1, -1));

      assertThat(isWell()).isTrue();
    }
  }

  @Nested
  class Preparing {
    @Test
    void shouldNeverBeStuckAndBeginAnew() {
      lookFor(StuckWatch.AFTER.plus(HealthWatch.EVERY), new Position(20, 17));
      assertThat(isWell()).isFalse();

      watch.look(Pulse.none(), now);
      assertThat(watch.check().healthy()).isTrue();
      assertThat(watch.check().detail()).isEqualTo("not asked before it works");

      look(Duration.ofMinutes(3), new Position(20, 17));
      assertThat(isWell()).isTrue();
    }
  }

  /** What the documentation promises: seen within 15 seconds. */
  @Nested
  class Intervals {
    private static final Duration PROMISED = Duration.ofSeconds(15);
    private static final Duration REGISTRY_ANSWERS_WITHIN = Duration.ofSeconds(4);

    @Test
    void shouldAddUpToWhatIsPromised() {
      assertThat(StuckWatch.AFTER.plus(HealthWatch.EVERY)).isLessThanOrEqualTo(PROMISED);
      assertThat(PartitionsProbe.seenWithin().plus(HealthWatch.EVERY))
          .isLessThanOrEqualTo(PROMISED);
      assertThat(
              ServiceStart.REGISTRY_ASKED_EVERY
                  .plus(REGISTRY_ANSWERS_WITHIN)
                  .plus(HealthWatch.EVERY))
          .isLessThanOrEqualTo(PROMISED);
    }
  }
}
