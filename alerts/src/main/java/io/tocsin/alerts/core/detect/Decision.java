package io.tocsin.alerts.core.detect;

import java.util.List;

/**
 * The numbers by which it was decided; with the rule they suffice to decide again.
 *
 * @param windowMillis length of the window that decided; it ends at the time of the event
 * @param observed independent voices in it
 * @param expected mean of the forecast for it
 * @param dispersion variance of the counts divided by a Poisson process' variance, at least 1
 * @param forecastShape shape of the gamma distribution of the rate
 * @param forecastExposureMillis inverse scale of that distribution, in milliseconds
 * @param threshold the smallest count that rings
 * @param probability probability of {@code observed} or more when nothing happens
 * @param significance the probability at or below which it rings
 * @param posts posts behind the voices
 * @param sources sources behind the voices, sorted; at most {@link DetectorLimits#sources()}
 */
public record Decision(
    long windowMillis,
    int observed,
    double expected,
    double dispersion,
    double forecastShape,
    double forecastExposureMillis,
    int threshold,
    double probability,
    double significance,
    int posts,
    List<String> sources) {

  public Decision {
    sources = List.copyOf(sources);
  }
}
