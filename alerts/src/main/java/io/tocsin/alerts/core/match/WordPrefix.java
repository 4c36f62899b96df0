package io.tocsin.alerts.core.match;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Words that begin with some letters. Lucene's own {@link PrefixQuery} builds an automaton of some
 * kilobytes when it is made, which only an index needs: it becomes one when an index asks.
 */
final class WordPrefix extends Query {

  private final Term prefix;

  WordPrefix(Term prefix) {
    this.prefix = prefix;
  }

  Term prefix() {
    return prefix;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    return new PrefixQuery(prefix);
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(prefix.field())) {
      new PrefixQuery(prefix).visit(visitor);
    }
  }

  @Override
  public String toString(String field) {
    return prefix + "*";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WordPrefix same && same.prefix.equals(prefix);
  }

  @Override
  public int hashCode() {
    return prefix.hashCode();
  }
}
