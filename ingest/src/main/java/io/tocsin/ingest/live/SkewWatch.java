package io.tocsin.ingest.live;

import io.tocsin.runtime.http.Health;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when the clock of this host and that of a broker differ by more than is allowed for: in the
 * log when it begins and ends, in the health as long as it lasts.
 */
public final class SkewWatch {
  private static final Logger log = LoggerFactory.getLogger(SkewWatch.class);
  private static final double MILLIS = 1_000.0;

  private final ReadProgress progress;
  private final String setting;
  private final Duration margin;
  private boolean differed;

  /**
   * A watch over what is read.
   *
   * @param setting name of the setting that allows for a difference
   * @param margin its value
   */
  public SkewWatch(ReadProgress progress, String setting, Duration margin) {
    this.progress = progress;
    this.setting = setting;
    this.margin = margin;
  }

  /** Looks whether something has changed, and says so. */
  public synchronized void look() {
    Health.Check check = check();
    if (differed == check.healthy()) {
      differed = !check.healthy();
      (differed ? log.atWarn() : log.atInfo()).log(check.detail());
    }
  }

  /** The difference that is proven, in seconds: positive when our clock is ahead. */
  public double skewSeconds() {
    return progress.skewMillis() / MILLIS;
  }

  /** The check named {@code clock}. */
  public Health.Check check() {
    long skew = progress.skewMillis();
    return new Health.Check("clock", Math.abs(skew) <= margin.toMillis(), detail(skew));
  }

  private String detail(long skew) {
    if (Math.abs(skew) <= margin.toMillis()) {
      return "this host's clock and the broker's are not known to differ by more than "
          + setting
          + "="
          + margin.toMillis()
          + "ms";
    }
    return skew > 0
        ? "this host's clock is at least %d ms ahead of the broker's, more than %s=%dms: posts may have been taken as late; idle partitions are held back by the difference now; set the clocks right"
            .formatted(skew, setting, margin.toMillis())
        : "this host's clock is at least %d ms behind the broker's, more than %s=%dms: on idle partitions the pipeline's clock lags by that; set the clocks right"
            .formatted(-skew, setting, margin.toMillis());
  }
}
