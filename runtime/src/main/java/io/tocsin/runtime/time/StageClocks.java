package io.tocsin.runtime.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the clocks of a service's stages have come, as gauges by stage and partition. They are
 * read by other threads than those that move the clocks, so a stage that hangs is seen to hang.
 * Thread-safe.
 */
public final class StageClocks {
  private static final double MILLIS = 1_000;

  private final MeterRegistry meters;
  private final InstantSource wallClock;
  private final Map<String, Shown> shown = new ConcurrentHashMap<>();

  /**
   * Shows nothing yet.
   *
   * @param wallClock what the lag is measured against
   */
  public StageClocks(MeterRegistry meters, InstantSource wallClock) {
    this.meters = meters;
    this.wallClock = wallClock;
  }

  /**
   * Begins to show a clock, in place of an earlier one of the same stage and partition.
   *
   * @param live whether the clock follows the wall clock, so that a lag has a meaning
   * @param watermark where it stands, milliseconds since the epoch
   */
  public Shown show(String stage, int partition, boolean live, OptionalLong watermark) {
    Shown next = new Shown(stage + "/" + partition, wallClock.millis(), watermark);
    Shown before = shown.put(next.name, next);
    if (before != null) {
      before.remove();
    }
    next.register(stage, partition, live);
    return next;
  }

  /** The clock of one partition of a stage. */
  public final class Shown implements AutoCloseable {
    private final String name;
    private final long since;
    private volatile double watermark;
    private volatile List<Meter> gauges = List.of();

    private Shown(String name, long since, OptionalLong watermark) {
      this.name = name;
      this.since = since;
      this.watermark = watermark.isPresent() ? watermark.getAsLong() : Double.NaN;
    }

    private void register(String stage, int partition, boolean live) {
      Gauge time =
          gauge(
              Gauge.builder("tocsin.clock.watermark", this, clock -> clock.watermark / MILLIS)
                  .description(
                      "How far the clock of a stage has come, event time in seconds since the"
                          + " epoch; NaN before its first watermark"),
              stage,
              partition);
      gauges = live ? List.of(time, lag(stage, partition)) : List.of(time);
    }

    private Gauge lag(String stage, int partition) {
      return gauge(
          Gauge.builder("tocsin.clock.lag", this, Shown::lagSeconds)
              .description(
                  "Wall clock less watermark, live only; before the first watermark how long it"
                      + " has been waited for"),
          stage,
          partition);
    }

    private Gauge gauge(Gauge.Builder<Shown> builder, String stage, int partition) {
      return builder
          .tags("stage", stage, "partition", Integer.toString(partition))
          .baseUnit("seconds")
          .strongReference(true)
          .register(meters);
    }

    private double lagSeconds() {
      double from = Double.isNaN(watermark) ? since : watermark;
      return (wallClock.millis() - from) / MILLIS;
    }

    /** The clock stands at a time, in milliseconds since the epoch. */
    public void at(long time) {
      watermark = time;
    }

    private void remove() {
      gauges.forEach(meters::remove);
    }

    /** The partition is somebody else's now: no gauge of it is left here. */
    @Override
    public void close() {
      if (shown.remove(name, this)) {
        remove();
      }
    }
  }
}
