package io.tocsin.alerts.core.match;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.TokenMgrError;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule's query in Lucene's classic syntax for texts of one language.
 *
 * <p>Words without an operator between them must all be there. What Lucene would take but hardly
 * anybody means is refused: AND and OR side by side without parentheses (Lucene ignores the
 * optional half), a query of exclusions only, one that matches every post, regular expressions,
 * ranges, and wildcards after fewer than {@value #LEAST_PREFIX} letters.
 */
public final class QueryCompiler {

  /** A longer query is refused, in characters. */
  public static final int LONGEST = 4_000;

  /** More clauses are refused; over all levels, each counted once per default field. */
  public static final int MOST_CLAUSES = 500;

  private static final int MOST_EXPANDED = 5_000;

  private static final int DEEPEST = 20;
  static final int LEAST_PREFIX = 2;

  private final Analyzer analyzer;
  private final Expansion expansion;

  private QueryCompiler(String language) {
    this.analyzer = TextAnalyzers.forQueries(language);
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
    checkShape(query);
    try {
      Query parsed = new Parser(analyzer).parse(AsWritten.mark(query));
      checkMeaning(parsed);
      return parsed;
    } catch (Refusal e) {
      throw new QuerySyntaxException(e.why, query.indexOf(e.what) + 1);
    } catch (ParseException e) {
      throw new QuerySyntaxException(AsWritten.unmark(readable(e)), character(e, query));
    } catch (TokenMgrError e) {
      throw new QuerySyntaxException(AsWritten.unmark(unreadableToken(e)), query.length() + 1);
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
  Query compileExpanded(String query) throws QuerySyntaxException {
    Query expanded = expansion.expand(compile(query));
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

  private static int character(ParseException e, String query) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParseException parse && parse.currentToken != null) {
        var token = parse.currentToken.next;
        return token == null || token.kind == 0 ? query.length() + 1 : token.beginColumn + 1;
      }
    }
    return e.getCause() instanceof TokenMgrError ? query.length() + 1 : 0;
  }

  private static void checkShape(String query) throws QuerySyntaxException {
    if (query.isBlank()) {
      throw new QuerySyntaxException("it is empty");
    }
    if (query.length() > LONGEST) {
      throw new QuerySyntaxException("it is longer than " + LONGEST + " characters");
    }
    int depth = 0;
    for (int i = 0; i < query.length(); i++) {
      depth += query.charAt(i) == '(' ? 1 : query.charAt(i) == ')' ? -1 : 0;
      if (depth > DEEPEST) {
        throw new QuerySyntaxException("parentheses are nested deeper than " + DEEPEST);
      }
    }
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

  private static QuerySyntaxException tooManyClauses() {
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

  /** Lucene lists what it expected, over twenty lines; its author needs where and what. */
  private static String readable(ParseException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParseException parse && parse.currentToken != null) {
        return "unexpected " + next(parse);
      }
      if (cause instanceof TokenMgrError token) {
        return unreadableToken(token);
      }
    }
    String message = String.valueOf(e.getMessage());
    int colon = message.indexOf("': ");
    return firstSentence(colon < 0 ? message : message.substring(colon + 3));
  }

  private static String next(ParseException e) {
    var token = e.currentToken.next;
    if (token == null || token.kind == 0) {
      return "end: something is missing, perhaps a word or a closing parenthesis";
    }
    return "\"" + token.image + "\" at character " + (token.beginColumn + 1);
  }

  private static String unreadableToken(TokenMgrError e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("<EOF>")) {
      return "unexpected end: a quote (\") or a slash (/) is not closed";
    }
    return "a character that cannot stand there: " + firstSentence(message);
  }

  private static String firstSentence(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** What the parser's callbacks throw: most of them cannot throw a checked exception. */
  private static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String why;
    private final String what;

    /**
     * Refused.
     *
     * @param what as it stands in the query; its first place is shown
     */
    Refusal(String why, String what) {
      super(why);
      this.why = why;
      this.what = what;
    }
  }

  /** Lucene's parser, with what we do not take refused. Not thread-safe, for one query. */
  private static final class Parser extends MultiFieldQueryParser {

    // of QueryParserBase, which keeps them to itself
    private static final int CONJ_NONE = 0;
    private static final int CONJ_AND = 1;
    private static final int CONJ_OR = 2;
    private static final int MOD_NOT = 10;

    private final IdentityHashMap<List<BooleanClause>, Integer> conjunctions =
        new IdentityHashMap<>();

    Parser(Analyzer analyzer) {
      super(Fields.DEFAULT.toArray(new String[0]), analyzer);
      setDefaultOperator(QueryParser.Operator.AND);
      setSplitOnWhitespace(true);
      setAutoGeneratePhraseQueries(true);
      setFuzzyPrefixLength(1);
      setLocale(Locale.ROOT);
    }

    @Override
    protected void addClause(
        List<BooleanClause> clauses, int conjunction, int modifiers, @Nullable Query query) {
      boolean exclusion = conjunction == CONJ_NONE && modifiers == MOD_NOT;
      if (!clauses.isEmpty() && !exclusion) {
        int used = conjunction == CONJ_OR ? CONJ_OR : CONJ_AND;
        int before = conjunctions.getOrDefault(clauses, used);
        if (before != used) {
          throw new Refusal(
              "AND (or a plain space, which means AND) and OR stand side by side: add parentheses,"
                  + " for instance (a OR b) AND c",
              "OR");
        }
        conjunctions.put(clauses, used);
      }
      super.addClause(clauses, conjunction, modifiers, query);
    }

    @Override
    protected Query getFieldQuery(@Nullable String field, String text, boolean quoted)
        throws ParseException {
      checkField(field);
      return quoted && AsWritten.isMarked(text)
          ? asWritten(field, text, 0)
          : super.getFieldQuery(field, text, quoted);
    }

    /** No field means each of the default ones. */
    private Query asWritten(@Nullable String field, String text, int slop) throws ParseException {
      String words = AsWritten.unmark(text);
      List<String> fields = field == null ? Fields.DEFAULT : List.of(field);
      BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
      for (String each : fields) {
        if (!Fields.DEFAULT.contains(each)) {
          throw new Refusal(
              "=\"…\" is for words of title and body; write " + each + ":\"…\"", "=\"");
        }
        Query query = super.getFieldQuery(Fields.asWritten(each), words, slop);
        if (query != null) {
          anywhere.add(query, BooleanClause.Occur.SHOULD);
        }
      }
      return anywhere.build();
    }

    @Override
    protected Query getFieldQuery(@Nullable String field, String text, int slop)
        throws ParseException {
      checkField(field);
      return AsWritten.isMarked(text)
          ? asWritten(field, text, slop)
          : super.getFieldQuery(field, text, slop);
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
    protected Query getPrefixQuery(@Nullable String field, String prefix) throws ParseException {
      checkField(field);
      checkPrefix(prefix + "*");
      return super.getPrefixQuery(field, prefix);
    }

    @Override
    protected Query getWildcardQuery(@Nullable String field, String pattern) throws ParseException {
      if (pattern.equals("*")) {
        throw new Refusal("it would match every post", pattern);
      }
      checkField(field);
      checkPrefix(pattern);
      return super.getWildcardQuery(field, pattern);
    }

    @Override
    protected Query getFuzzyQuery(@Nullable String field, String text, float similarity)
        throws ParseException {
      checkField(field);
      return super.getFuzzyQuery(field, text, similarity);
    }

    @Override
    protected Query getRangeQuery(
        @Nullable String field, String from, String to, boolean fromIn, boolean toIn) {
      throw new Refusal("ranges ([a TO b]) are not supported", from);
    }

    @Override
    protected Query getRegexpQuery(@Nullable String field, String pattern) {
      throw new Refusal(
          "regular expressions (/" + pattern + "/) are not supported; a slash is written as \\/",
          "/");
    }

    private static void checkField(@Nullable String field) {
      if (field != null && !Fields.ALL.contains(field)) {
        throw new Refusal(
            "there is no field "
                + field
                + "; fields are "
                + String.join(", ", Fields.ALL)
                + " (a colon in the text is written as \\:)",
            field + ":");
      }
    }

    private static void checkPrefix(String pattern) {
      int first = 0;
      while (first < pattern.length() && "*?".indexOf(pattern.charAt(first)) < 0) {
        first++;
      }
      if (first < LEAST_PREFIX) {
        throw new Refusal(
            pattern + ": at least " + LEAST_PREFIX + " letters must stand before a wildcard",
            pattern);
      }
    }
  }
}
