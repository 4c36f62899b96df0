package io.tocsin.benchmarks.scorecard;

/**
 * Page's integral equation (1954) for a Poisson process' CUSUM, solved on a grid: the oracle of the
 * simulations. {@code V(u)} is the expected time to the alarm from a mention on that found the
 * statistic at {@code u}, and so lifted it to {@code u + up}.
 *
 * @param rate the true rate
 * @param up what a mention adds
 * @param down what an hour takes
 * @param threshold the alarm
 */
record PageEquation(double rate, double up, double down, double threshold) {

  private static final int CELLS = 300;

  /** Expected hours to the alarm from zero. */
  double hoursFromZero() {
    if (threshold <= up) {
      return 1 / rate;
    }
    return 1 / rate + solve()[0];
  }

  /** V = 1/rate + K·V, by Gaussian elimination; K is substochastic, so no pivot is small. */
  private double[] solve() {
    double[][] left = new double[CELLS][];
    double[] right = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      left[i] = row(i);
      right[i] = 1 / rate;
    }
    for (int i = 0; i < CELLS; i++) {
      for (int j = i + 1; j < CELLS; j++) {
        double factor = left[j][i] / left[i][i];
        for (int k = i; k < CELLS; k++) {
          left[j][k] -= factor * left[i][k];
        }
        right[j] -= factor * right[i];
      }
    }
    for (int i = CELLS - 1; i >= 0; i--) {
      for (int k = i + 1; k < CELLS; k++) {
        right[i] -= left[i][k] * right[k];
      }
      right[i] /= left[i][i];
    }
    return right;
  }

  /** A row of the identity minus K. */
  private double[] row(int cell) {
    double width = (threshold - up) / CELLS;
    double statistic = (cell == 0 ? 0 : (cell + 0.5) * width) + up;
    double[] row = new double[CELLS];
    row[cell] = 1;
    row[0] -= StrictMath.exp(-rate * statistic / down);
    for (int j = 0; j < CELLS; j++) {
      // the next mention finds the statistic in cell j; above the last cell it rings
      double high = Math.min(statistic, (j + 1) * width);
      double low = j * width;
      if (high > low) {
        row[j] -= reached(statistic, low, high);
      }
    }
    return row;
  }

  private double reached(double from, double low, double high) {
    return StrictMath.exp(-rate * (from - high) / down)
        - StrictMath.exp(-rate * (from - low) / down);
  }
}
