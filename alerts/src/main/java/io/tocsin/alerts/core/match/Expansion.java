package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Adds to the words of a query those that derive from them, in title and body. What a query
 * excludes is left as it is, and so is what it wants as written.
 */
final class Expansion {

  private final Function<String, List<String>> derivations;

  private Expansion(Function<String, List<String>> derivations) {
    this.derivations = derivations;
  }

  /** Of a language's analysis; only for English there are derivations. */
  static Expansion of(String language) {
    return new Expansion(language.equals("en") ? Derivations::of : stem -> List.of());
  }

  Query expand(Query query) {
    if (query instanceof BooleanQuery group) {
      return group(group);
    }
    if (query instanceof BoostQuery boost) {
      return expand(boost.getQuery());
    }
    if (query instanceof TermQuery term) {
      return word(term);
    }
    return query instanceof PhraseQuery phrase ? phrase(phrase) : query;
  }

  private Query group(BooleanQuery group) {
    BooleanQuery.Builder expanded = new BooleanQuery.Builder();
    expanded.setMinimumNumberShouldMatch(group.getMinimumNumberShouldMatch());
    for (BooleanClause clause : group) {
      expanded.add(
          clause.isProhibited() ? clause.getQuery() : expand(clause.getQuery()), clause.getOccur());
    }
    return expanded.build();
  }

  private Query word(TermQuery word) {
    List<Term> terms = terms(word.getTerm());
    if (terms.size() == 1) {
      return word;
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    terms.forEach(term -> any.add(new TermQuery(term), BooleanClause.Occur.SHOULD));
    return any.build();
  }

  private Query phrase(PhraseQuery phrase) {
    MultiPhraseQuery.Builder expanded = new MultiPhraseQuery.Builder();
    expanded.setSlop(phrase.getSlop());
    for (int i = 0; i < phrase.getTerms().length; i++) {
      expanded.add(terms(phrase.getTerms()[i]).toArray(new Term[0]), phrase.getPositions()[i]);
    }
    return expanded.build();
  }

  private List<Term> terms(Term word) {
    List<Term> terms = new ArrayList<>();
    terms.add(word);
    if (Fields.DEFAULT.contains(word.field())) {
      derivations.apply(word.text()).forEach(stem -> terms.add(new Term(word.field(), stem)));
    }
    return terms;
  }
}
