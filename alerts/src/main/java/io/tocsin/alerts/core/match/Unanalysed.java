package io.tocsin.alerts.core.match;

import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks for in one place, as it was typed: a leaf of the tree that {@link QuerySyntax}
 * reads, before the words are analysed for a language. It cannot be run.
 */
final class Unanalysed extends Query {

  /** What kinds of leaves there are, each with what Lucene's parser found. */
  sealed interface Leaf {}

  /**
   * A word without quotes.
   *
   * @param field where; null for the default fields
   */
  record Word(@Nullable String field, String text) implements Leaf {}

  /**
   * Words between quotes, in the order and as near as {@code slop} says; or, if marked, as they are
   * written.
   */
  record Quoted(@Nullable String field, String text, int slop) implements Leaf {}

  /** The first letters of words. */
  record Prefix(@Nullable String field, String text) implements Leaf {}

  /** A word with signs for any letters. */
  record Wildcard(@Nullable String field, String pattern) implements Leaf {}

  /**
   * A word with typing errors.
   *
   * @param similarity edits, or Lucene's old share of equal letters
   */
  record Fuzzy(@Nullable String field, String text, float similarity) implements Leaf {}

  private final Leaf leaf;

  Unanalysed(Leaf leaf) {
    this.leaf = leaf;
  }

  Leaf leaf() {
    return leaf;
  }

  @Override
  public String toString(String field) {
    return leaf.toString();
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Unanalysed same && same.leaf.equals(leaf);
  }

  @Override
  public int hashCode() {
    return leaf.hashCode();
  }
}
