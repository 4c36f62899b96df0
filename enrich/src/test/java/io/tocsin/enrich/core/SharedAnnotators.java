package io.tocsin.enrich.core;

/** Single annotators of those that every post passes. */
public final class SharedAnnotators {

  private SharedAnnotators() {}

  /** The one of a class. */
  public static <A extends Annotator> A get(Class<A> type) {
    return StandardAnnotators.shared().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }
}
