package io.tocsin.alerts.core.match;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;

/** Terms without any of which a query cannot match: most rules need not be run over a post. */
final class CandidateTerms {

  private CandidateTerms() {}

  /** The smallest such set that was found; empty where every post is a candidate. */
  static Optional<Set<Term>> of(Query query) {
    if (query instanceof TermQuery term) {
      return Optional.of(Set.of(term.getTerm()));
    }
    if (query instanceof PhraseQuery phrase) {
      return longest(List.of(phrase.getTerms())).map(Set::of);
    }
    if (query instanceof MultiPhraseQuery phrase) {
      return Optional.of(Set.of(phrase.getTermArrays()[0]));
    }
    if (query instanceof SynonymQuery synonyms) {
      return Optional.of(Set.copyOf(synonyms.getTerms()));
    }
    if (query instanceof BoostQuery boost) {
      return of(boost.getQuery());
    }
    if (query instanceof ConstantScoreQuery constant) {
      return of(constant.getQuery());
    }
    return query instanceof BooleanQuery group ? ofGroup(group) : Optional.empty();
  }

  private static Optional<Set<Term>> ofGroup(BooleanQuery group) {
    List<BooleanClause> required =
        group.clauses().stream().filter(BooleanClause::isRequired).toList();
    if (!required.isEmpty()) {
      return required.stream()
          .flatMap(clause -> of(clause.getQuery()).stream())
          .min(Comparator.comparingInt(Set::size));
    }
    Set<Term> union = new HashSet<>();
    for (BooleanClause clause : group.clauses()) {
      if (!clause.isProhibited()) {
        Optional<Set<Term>> terms = of(clause.getQuery());
        if (terms.isEmpty()) {
          return Optional.empty();
        }
        union.addAll(terms.get());
      }
    }
    return Optional.of(union);
  }

  private static Optional<Term> longest(List<Term> terms) {
    return terms.stream().max(Comparator.comparingInt((Term term) -> term.text().length()));
  }
}
