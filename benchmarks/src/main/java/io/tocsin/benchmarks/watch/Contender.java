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

  /** The first of all: the production detector with the rule that is measured. */
  public static final String PRODUCTION = "tocsin";

  /**
   * The production detector with a rule, with shorter windows, and with a ratio in its place; then
   * the baselines, with the same floor of voices.
   */
  public static List<Contender> all(ProductionRule rule) {
    int floor = rule.voices();
    ProductionRule usual = rule.ofUsualWindows();
    ProductionRule ratio = rule.asRatio();
    return List.of(
        new Contender(PRODUCTION, () -> new ProductionWatch(rule)),
        new Contender("tocsin, windows to 6 h", () -> new ProductionWatch(usual)),
        new Contender("tocsin, ratio 2 h × 3", () -> new ProductionWatch(ratio)),
        new Contender("ratio 2 h × 3", () -> new RatioWatch(floor)),
        new Contender("mean + 3 deviations", () -> new DeviationWatch(floor)));
  }
}
