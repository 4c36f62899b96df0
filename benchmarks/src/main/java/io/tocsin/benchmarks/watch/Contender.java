package io.tocsin.benchmarks.watch;

import java.util.List;
import java.util.function.Supplier;

/**
 * A rule that is measured.
 *
 * @param name what it is called in the tables
 * @param fresh makes a watch that knows nothing
 */
public record Contender(String name, Supplier<Watch> fresh) {

  /** The first of the three: ours. */
  public static final String PRODUCTION = "tocsin";

  /** The production detector with a rule, and the baselines with the same floor of voices. */
  public static List<Contender> all(ProductionRule rule) {
    int floor = rule.voices();
    return List.of(
        new Contender(PRODUCTION, () -> new ProductionWatch(rule)),
        new Contender("ratio 2 h × 3", () -> new RatioWatch(floor)),
        new Contender("mean + 3 deviations", () -> new DeviationWatch(floor)));
  }
}
