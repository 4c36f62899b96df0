package io.tocsin.runtime.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private static final long UNSEEN = Long.MIN_VALUE;

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
    Shown next = new Shown(stage, partition, wallClock.millis());
    Shown before = shown.put(name(stage, partition), next);
    if (before != null) {
      before.remove();
    }
    next.begin(live, watermark);
    return next;
  }

  private static String name(String stage, int partition) {
    return stage + "/" + partition;
  }

  /** The clock of one partition of a stage. */
  public final class Shown implements AutoCloseable {
    private final String stage;
    private final int partition;
    private final long since;
    private final List<Meter> gauges = new ArrayList<>();
    private volatile long watermark = UNSEEN;
    private boolean gone;

    private Shown(String stage, int partition, long since) {
      this.stage = stage;
      this.partition = partition;
      this.since = since;
    }

    private synchronized void begin(boolean live, OptionalLong known) {
      if (live) {
        register(
            Gauge.builder("tocsin.clock.lag", this, Shown::lagSeconds)
                .description(
                    "Wall clock less watermark, live only; before the first watermark how long it"
                        + " has been waited for"));
      }
      known.ifPresent(this::at);
    }

    /** The clock stands at a time, in milliseconds since the epoch. */
    public void at(long time) {
      boolean first = watermark == UNSEEN;
      watermark = time;
      if (first) {
        register(
            Gauge.builder("tocsin.clock.watermark", this, clock -> clock.watermark / MILLIS)
                .description(
                    "How far the clock of a stage has come, event time in seconds since the epoch;"
                        + " from its first watermark on"));
      }
    }

    private synchronized void register(Gauge.Builder<Shown> gauge) {
      if (!gone) {
        gauges.add(
            gauge
                .tags("stage", stage, "partition", Integer.toString(partition))
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters));
      }
    }

    private double lagSeconds() {
      long from = watermark == UNSEEN ? since : watermark;
      return (wallClock.millis() - from) / MILLIS;
    }

    private synchronized void remove() {
      gone = true;
      gauges.forEach(meters::remove);
    }

    /** The partition is somebody else's now: no gauge of it is left here. */
    @Override
    public void close() {
      if (shown.remove(name(stage, partition), this)) {
        remove();
      }
    }
  }
}
