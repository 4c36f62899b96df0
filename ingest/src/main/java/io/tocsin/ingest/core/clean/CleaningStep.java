package io.tocsin.ingest.core.clean;

/** One named step of the cleaning: a pure function from draft to draft. */
@FunctionalInterface
public interface CleaningStep {
  /** The draft after the step. */
  Draft apply(Draft draft);
}
