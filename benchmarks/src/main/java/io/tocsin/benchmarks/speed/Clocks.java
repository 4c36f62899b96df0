package io.tocsin.benchmarks.speed;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock that several processes of a machine share. */
final class Clocks {
  private static final double NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private Clocks() {}

  /** Milliseconds since the epoch, with a fraction. */
  static double millis() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toMillis(now.getEpochSecond()) + now.getNano() / NANOS_A_MILLI;
  }
}
