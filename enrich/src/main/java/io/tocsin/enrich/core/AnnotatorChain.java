package io.tocsin.enrich.core;

import java.util.List;
import java.util.function.BiConsumer;

/** Runs annotators one after the other; one that fails is named and the rest go on. */
public final class AnnotatorChain {

  private final List<Annotator> annotators;
  private final BiConsumer<Annotator, RuntimeException> onFailure;

  /**
   * A chain.
   *
   * @param annotators in the order in which they run
   * @param onFailure told of each failure, for logs and metrics; must not throw
   */
  public AnnotatorChain(
      List<? extends Annotator> annotators, BiConsumer<Annotator, RuntimeException> onFailure) {
    this.annotators = List.copyOf(annotators);
    this.onFailure = onFailure;
  }

  /** Everything that the annotators find in the post; never throws for a text. */
  public Annotations annotate(PostText post) {
    Annotations found = Annotations.NONE;
    for (Annotator annotator : annotators) {
      found = run(annotator, post, found);
    }
    return found;
  }

  /** The annotators in the order in which they run. */
  public List<Annotator> annotators() {
    return annotators;
  }

  private Annotations run(Annotator annotator, PostText post, Annotations soFar) {
    try {
      return annotator.annotate(post, soFar);
    } catch (RuntimeException failure) {
      onFailure.accept(annotator, failure);
      return soFar.withFailure(annotator.name());
    }
  }
}
