package io.tocsin.alerts.core.match;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Gives the leaves of trees that {@link QuerySyntax} has read the words of one language, by
 * Lucene's own query builder. Queries share words, so each leaf is analysed once and remembered as
 * long as this is. Not thread-safe.
 */
final class LeafAnalyser {

  private final Builder builder;
  private final Map<Unanalysed.Leaf, Optional<Query>> known = new HashMap<>();

  /** By the analysis for queries of a language. */
  LeafAnalyser(Analyzer analyzer) {
    this.builder = new Builder(analyzer);
  }

  /** The tree with analysed leaves; a query without clauses where no word is left. */
  Query analysed(Query tree) {
    return query(tree).orElseGet(() -> new BooleanQuery.Builder().build());
  }

  /** Nothing where no word is left: Lucene's parser leaves such parts out. */
  private Optional<Query> query(Query tree) {
    if (tree instanceof Unanalysed leaf) {
      return known.computeIfAbsent(leaf.leaf(), builder::query);
    }
    if (tree instanceof BoostQuery boost) {
      return query(boost.getQuery()).map(query -> new BoostQuery(query, boost.getBoost()));
    }
    return tree instanceof BooleanQuery group ? group(group) : Optional.of(tree);
  }

  private Optional<Query> group(BooleanQuery group) {
    BooleanQuery.Builder analysed = new BooleanQuery.Builder();
    boolean empty = true;
    for (BooleanClause clause : group) {
      Optional<Query> query = query(clause.getQuery());
      if (query.isPresent()) {
        analysed.add(query.get(), clause.getOccur());
        empty = false;
      }
    }
    return empty ? Optional.empty() : Optional.of(analysed.build());
  }

  /** Lucene's parser without its syntax: words and fields in, a query out. */
  private static final class Builder extends MultiFieldQueryParser {

    Builder(Analyzer analyzer) {
      super(Fields.DEFAULT.toArray(new String[0]), analyzer);
      setDefaultOperator(QueryParser.Operator.AND);
      setSplitOnWhitespace(true);
      setAutoGeneratePhraseQueries(true);
      setFuzzyPrefixLength(1);
      setLocale(Locale.ROOT);
    }

    Optional<Query> query(Unanalysed.Leaf leaf) {
      try {
        return Optional.ofNullable(queryOrNull(leaf));
      } catch (ParseException e) {
        throw new IllegalStateException("Only the parser's syntax throws this: " + leaf, e);
      }
    }

    private @Nullable Query queryOrNull(Unanalysed.Leaf leaf) throws ParseException {
      if (leaf instanceof Unanalysed.Word word) {
        return getFieldQuery(word.field(), word.text(), false);
      }
      if (leaf instanceof Unanalysed.Quoted quoted) {
        return AsWritten.isMarked(quoted.text())
            ? asWritten(quoted)
            : getFieldQuery(quoted.field(), quoted.text(), quoted.slop());
      }
      if (leaf instanceof Unanalysed.Prefix prefix) {
        return getPrefixQuery(prefix.field(), prefix.text());
      }
      if (leaf instanceof Unanalysed.Wildcard wildcard) {
        return getWildcardQuery(wildcard.field(), wildcard.pattern());
      }
      Unanalysed.Fuzzy fuzzy = (Unanalysed.Fuzzy) leaf;
      return getFuzzyQuery(fuzzy.field(), fuzzy.text(), fuzzy.similarity());
    }

    /** No field means each of the default ones. */
    private Query asWritten(Unanalysed.Quoted quoted) throws ParseException {
      String words = AsWritten.unmark(quoted.text());
      List<String> fields = quoted.field() == null ? Fields.DEFAULT : List.of(quoted.field());
      BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
      for (String field : fields) {
        Query query = getFieldQuery(Fields.asWritten(field), words, quoted.slop());
        if (query != null) {
          anywhere.add(query, BooleanClause.Occur.SHOULD);
        }
      }
      return anywhere.build();
    }

    /** A word whose form may be of several words is found by each of them. */
    @Override
    protected Query newSynonymQuery(@Nullable String field, TermAndBoost[] terms) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      for (TermAndBoost word : terms) {
        any.add(new TermQuery(new Term(field, word.term)), BooleanClause.Occur.SHOULD);
      }
      return any.build();
    }

    @Override
    protected Query newPrefixQuery(Term prefix) {
      return new WordPrefix(prefix);
    }
  }
}
