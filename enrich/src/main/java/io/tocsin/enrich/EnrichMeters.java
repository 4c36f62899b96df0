package io.tocsin.enrich;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
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

  private final MeterRegistry registry;
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
    annotated = registry.counter(POSTS, "outcome", "annotated");
    partly = registry.counter(POSTS, "outcome", "partly");
    killed = registry.counter(POSTS, "outcome", "killed");
    erased = registry.counter(POSTS, "outcome", "erased");
    undetermined = registry.counter(UNDETERMINED);
    ignoredControls = registry.counter(IGNORED_CONTROLS);
    annotating = registry.timer(ANNOTATING);
    for (EntityType type : EntityType.values()) {
      entities.put(type, registry.counter(ENTITIES, "type", type.name()));
    }
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
    registry.counter(FAILURES, "annotator", annotator).increment();
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
