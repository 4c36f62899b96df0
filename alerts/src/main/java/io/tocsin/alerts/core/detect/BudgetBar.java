package io.tocsin.alerts.core.detect;

/**
 * What a budget of false alarms allows a window to count.
 *
 * @param threshold from where on it rings
 * @param factor how much is usual in the window, relative to an average one of its length
 * @param dispersion dispersion of the counts of the window
 * @param shape shape of the gamma distribution of the rate that the window sees
 * @param exposureMillis inverse scale of that distribution, in milliseconds
 */
record BudgetBar(
    Threshold threshold, double factor, double dispersion, double shape, double exposureMillis)
    implements Bar {

  @Override
  public int count() {
    return threshold.count();
  }

  @Override
  public int calm() {
    return threshold.calm();
  }

  @Override
  public double expected() {
    return threshold.prediction().mean();
  }

  @Override
  public double surprise(int observed) {
    return threshold.prediction().tail(observed) / threshold.significance();
  }

  @Override
  public Decision decision(Reading reading, Decision.Asked asked, int sources) {
    return new Decision(
        reading.windowMillis(),
        reading.observed(),
        expected(),
        dispersion,
        shape,
        exposureMillis,
        factor,
        count(),
        threshold.prediction().tail(reading.observed()),
        threshold.significance(),
        reading.tally().posts(),
        reading.sources(sources),
        asked,
        null);
  }
}
