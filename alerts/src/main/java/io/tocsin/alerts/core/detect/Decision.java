package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which it was decided; they suffice to decide again, see {@link DecisionCheck}.
 *
 * @param windowMillis length of the window that decided; it ends at the time of the event
 * @param observed what was counted in it
 * @param expected mean of the forecast for it; of a ratio rule the count with which it is compared
 * @param dispersion variance of the counts divided by a Poisson process' variance, at least 1
 * @param forecastShape shape of the gamma distribution of the rate; 0 of a ratio rule
 * @param forecastExposureMillis inverse scale of that distribution, in milliseconds; 0 of a ratio
 *     rule
 * @param windowFactor how much is usual in this window, relative to an average one of its length:
 *     hour of the day and weekday, times how much more than usual is published by those heard in
 *     it; 1 where nothing is known of it, and of a ratio rule
 * @param threshold the smallest count that rings
 * @param probability probability of {@code observed} or more when nothing happens; of a ratio rule
 *     0 from the threshold on and 1 below it
 * @param significance the probability at or below which it rings; 0 of a ratio rule
 * @param posts posts behind what was counted
 * @param sources sources behind it, sorted; at most {@link DetectorLimits#sources()}
 * @param asked what the rule asked for
 * @param ratio the numbers of a ratio rule; null of a budget rule
 */
public record Decision(
    long windowMillis,
    int observed,
    double expected,
    double dispersion,
    double forecastShape,
    double forecastExposureMillis,
    double windowFactor,
    int threshold,
    double probability,
    double significance,
    int posts,
    List<String> sources,
    Asked asked,
    @Nullable Ratio ratio) {

  public Decision {
    sources = List.copyOf(sources);
  }

  /**
   * What the rule asked for.
   *
   * @param countBy what was counted
   * @param minimumVoices fewer of what was counted never ring; 0 where it is not told
   * @param minimumSources fewer sources never ring; 0 where it is not told
   */
  public record Asked(Rule.CountBy countBy, int minimumVoices, int minimumSources) {

    /** Of release 0.1.0, which did not tell. */
    public static final Asked NOT_TOLD = new Asked(Rule.CountBy.VOICE, 0, 0);

    /** Of a rule. */
    static Asked by(Rule rule) {
      return new Asked(rule.countBy(), rule.minimum().voices(), rule.minimum().sources());
    }
  }

  /**
   * The numbers of a ratio rule.
   *
   * @param reference what was counted in the timeframe before; while an alert goes on, and where
   *     that timeframe holds a part of it, no more than when it began
   * @param spikeHeight so many times as much rings
   * @param thresholdRef a smaller reference is taken as this one
   * @param thresholdCur a smaller count never rings
   */
  public record Ratio(int reference, double spikeHeight, int thresholdRef, int thresholdCur) {}
}
