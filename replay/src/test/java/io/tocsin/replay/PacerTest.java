package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.Speed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final Instant T0 = Instant.parse("2022-02-11T06:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final Clock clock = new Clock();

  /** A wall clock that moves only by waiting, and when told. */
  private static final class Clock implements Pacer.Waiting {
    private long now = 5;
    private final List<Long> waits = new ArrayList<>();

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void await(long nanos) {
      waits.add(nanos);
      now += nanos;
    }
  }

  @Test
  void shouldKeepTheDistancesAtTheSpeed() throws InterruptedException {
    Pacer pacer = new Pacer(new Speed(60), clock);
    pacer.await(T0);
    pacer.await(T0.plusSeconds(60));
    pacer.await(T0.plusSeconds(180));

    assertThat(clock.waits).containsExactly(SECOND, 2 * SECOND);
  }

  @Test
  void shouldCatchUpAfterADelay() throws InterruptedException {
    Pacer pacer = new Pacer(Speed.REAL, clock);
    pacer.await(T0);
    clock.now += 3 * SECOND;
    pacer.await(T0.plusSeconds(1));
    pacer.await(T0.plusSeconds(5));

    assertThat(clock.waits).containsExactly(2 * SECOND);
  }

  @Test
  void shouldNotWaitAtFullSpeed() throws InterruptedException {
    Pacer pacer = new Pacer(Speed.MAX, clock);
    pacer.await(T0);
    pacer.await(T0.plusSeconds(99));

    assertThat(clock.waits).isEmpty();
  }
}
