package io.tocsin.enrich;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.runtime.time.StageClocks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The service's own meters and their names. */
final class EnrichMeters {

  /** Posts by {@code outcome}: annotated, partly (an annotator failed), killed, erased. */
  static final String POSTS = "tocsin.enrich.posts";

  /** Entities found, by {@code type}. */
  static final String ENTITIES = "tocsin.enrich.entities";

  /** Failures of annotators, by {@code annotator}. */
  static final String FAILURES = "tocsin.enrich.annotator.failures";

  /** Time that annotating a post takes. */
  static final String ANNOTATING = "tocsin.enrich.annotating";

  /** Posts whose language could not be told. */
  static final String UNDETERMINED = "tocsin.enrich.language.undetermined";

  /** Control records that are none of ours and were left out. */
  static final String IGNORED_CONTROLS = "tocsin.enrich.controls.ignored";

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofSeconds(1)
  };

  private final MeterRegistry registry;
  private final StageClocks clocks;
  private final Counter annotated;
  private final Counter partly;
  private final Counter killed;
  private final Counter erased;
  private final Counter undetermined;
  private final Counter ignoredControls;
  private final Timer annotating;
  private final Map<EntityType, Counter> entities = new EnumMap<>(EntityType.class);

  EnrichMeters(MeterRegistry registry) {
    this.registry = registry;
    clocks = new StageClocks(registry, InstantSource.system());
    annotated = posts("annotated");
    partly = posts("partly");
    killed = posts("killed");
    erased = posts("erased");
    undetermined =
        counter(UNDETERMINED, "Posts whose language could not be told").register(registry);
    ignoredControls =
        counter(IGNORED_CONTROLS, "Control records that are none of ours and were left out")
            .register(registry);
    annotating =
        Timer.builder(ANNOTATING)
            .description("Time that it takes to annotate a post")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    for (EntityType type : EntityType.values()) {
      entities.put(
          type, counter(ENTITIES, "Entities found").tag("type", type.name()).register(registry));
    }
  }

  private Counter posts(String outcome) {
    return counter(
            POSTS,
            "Posts that were passed on: annotated, partly (an annotator failed),"
                + " killed, erased")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter failures(String annotator) {
    return counter(FAILURES, "Failures of annotators")
        .tag("annotator", annotator)
        .register(registry);
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  /** An annotator is there, and has not failed yet. */
  void expect(String annotator) {
    failures(annotator);
  }

  /** Where the clock of the stage is shown. */
  StageClocks clocks() {
    return clocks;
  }

  /** Meters that nobody reads. */
  static EnrichMeters unread() {
    return new EnrichMeters(new CompositeMeterRegistry());
  }

  /** Times the annotating of a post and counts what was found. */
  Annotations timed(Supplier<Annotations> annotate) {
    Timer.Sample sample = Timer.start(registry);
    Annotations found = annotate.get();
    sample.stop(annotating);
    count(found);
    return found;
  }

  void countFailure(String annotator) {
    failures(annotator).increment();
  }

  void countKilled() {
    killed.increment();
  }

  void countErased() {
    erased.increment();
  }

  void countIgnoredControl() {
    ignoredControls.increment();
  }

  private void count(Annotations found) {
    (found.failed().isEmpty() ? annotated : partly).increment();
    if (found.language().isUndetermined()) {
      undetermined.increment();
    }
    for (Entity entity : found.entities()) {
      Counter counter = entities.get(entity.type());
      if (counter != null) {
        counter.increment();
      }
    }
  }
}
