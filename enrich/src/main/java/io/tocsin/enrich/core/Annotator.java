package io.tocsin.enrich.core;

/** Finds one kind of thing in a post. Implementations are immutable and safe to share. */
public interface Annotator {

  /** Short name, as it appears among the failed annotators and in metrics. */
  String name();

  /**
   * Reads a post and adds what it finds.
   *
   * @param post the texts
   * @param soFar what earlier annotators found; never changed
   * @return soFar with this annotator's part filled in
   */
  Annotations annotate(PostText post, Annotations soFar);
}
