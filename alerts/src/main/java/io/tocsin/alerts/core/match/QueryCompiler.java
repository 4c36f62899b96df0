package io.tocsin.alerts.core.match;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Reads a rule's query in Lucene's classic syntax for texts of one language.
 *
 * <p>Words without an operator between them must all be there. What Lucene would take but hardly
 * anybody means is refused: AND and OR side by side without parentheses (Lucene ignores the
 * optional half), a query of exclusions only, one that matches every post, regular expressions,
 * ranges, and wildcards after fewer than {@value #LEAST_PREFIX} letters.
 *
 * <p>Not thread-safe: it remembers the words that it has analysed.
 */
public final class QueryCompiler {

  /** A longer query is refused, in characters. */
  public static final int LONGEST = 4_000;

  /** More clauses are refused; over all levels, each counted once per default field. */
  public static final int MOST_CLAUSES = 500;

  static final int LEAST_PREFIX = 2;

  private static final int MOST_EXPANDED = 5_000;

  private final LeafAnalyser leaves;
  private final Expansion expansion;

  private QueryCompiler(String language) {
    this.leaves = new LeafAnalyser(TextAnalyzers.forQueries(language));
    this.expansion = Expansion.of(language);
  }

  /** For posts in the language of a BCP 47 tag. */
  public static QueryCompiler forLanguage(String tag) {
    return new QueryCompiler(TextAnalyzers.languageOf(tag));
  }

  /** Lucene's analysis of texts that fits the queries: for comparing with Lucene itself. */
  public static Analyzer luceneAnalyzer(String tag) {
    return TextAnalyzers.forTexts(TextAnalyzers.languageOf(tag));
  }

  /**
   * Checks a query for all languages.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  public static void check(String query) throws QuerySyntaxException {
    forLanguage("en").compile(query);
  }

  /**
   * Checks a query with what derives from its words, for all languages.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  public static void checkExpanded(String query) throws QuerySyntaxException {
    forLanguage("en").compileExpanded(query);
  }

  /**
   * The query, ready to be run.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  public Query compile(String query) throws QuerySyntaxException {
    return compile(QuerySyntax.read(query));
  }

  /**
   * A query that was read, ready to be run.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  Query compile(Query read) throws QuerySyntaxException {
    try {
      Query analysed = leaves.analysed(read);
      checkMeaning(analysed);
      return analysed;
    } catch (IndexSearcher.TooManyClauses e) {
      throw tooManyClauses();
    } catch (TooComplexToDeterminizeException e) {
      throw new QuerySyntaxException("a wildcard in it has too many signs (* and ?) to be bounded");
    }
  }

  /**
   * The query with the derivations of its words as alternatives.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  public Query compileExpanded(String query) throws QuerySyntaxException {
    return compileExpanded(QuerySyntax.read(query));
  }

  /**
   * A query that was read, with the derivations of its words as alternatives.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  Query compileExpanded(Query read) throws QuerySyntaxException {
    Query expanded = expansion.expand(compile(read));
    if (clauses(expanded) > MOST_EXPANDED) {
      throw new QuerySyntaxException(
          "with all derivations it has more than " + MOST_EXPANDED + " clauses");
    }
    return expanded;
  }

  /**
   * What {@link #compileExpanded} adds in English, by the stem of the word that it is added to.
   *
   * @throws IllegalArgumentException when the query was not checked
   */
  public static SortedMap<String, List<String>> derivations(String query) {
    Set<Term> words = new HashSet<>();
    try {
      forLanguage("en").compile(query).visit(QueryVisitor.termCollector(words));
    } catch (QuerySyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    SortedMap<String, List<String>> added = new TreeMap<>();
    for (Term word : words) {
      List<String> derivations = Derivations.of(word.text());
      if (Fields.DEFAULT.contains(word.field()) && !derivations.isEmpty()) {
        added.put(word.text(), derivations);
      }
    }
    return added;
  }

  private static void checkMeaning(Query query) throws QuerySyntaxException {
    if (clauses(query) > MOST_CLAUSES) {
      throw tooManyClauses();
    }
    if (matchesNothing(query)) {
      throw new QuerySyntaxException(
          "it has no word to look for: a query needs something besides exclusions and signs");
    }
  }

  static QuerySyntaxException tooManyClauses() {
    return new QuerySyntaxException("it has more than " + MOST_CLAUSES + " clauses");
  }

  private static int clauses(Query query) {
    if (query instanceof BooleanQuery group) {
      return group.clauses().stream().mapToInt(c -> clauses(c.getQuery())).sum();
    }
    return 1;
  }

  private static boolean matchesNothing(Query query) {
    if (query instanceof BoostQuery boost) {
      return matchesNothing(boost.getQuery());
    }
    if (query instanceof BooleanQuery group) {
      return group.clauses().stream()
              .filter(c -> c.getOccur() != BooleanClause.Occur.MUST_NOT)
              .allMatch(c -> matchesNothing(c.getQuery()))
          || group.clauses().stream()
              .filter(BooleanClause::isRequired)
              .anyMatch(c -> matchesNothing(c.getQuery()));
    }
    return query instanceof MatchNoDocsQuery;
  }
}
