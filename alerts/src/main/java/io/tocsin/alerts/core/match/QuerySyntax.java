package io.tocsin.alerts.core.match;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.TokenMgrError;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query in Lucene's classic syntax into a tree whose leaves are {@link Unanalysed}: what is
 * the same for texts of all languages, and the refusals that need no language.
 */
final class QuerySyntax {

  private static final int DEEPEST = 20;

  private QuerySyntax() {}

  /**
   * The tree of a query.
   *
   * @throws QuerySyntaxException with a message for its author
   */
  static Query read(String query) throws QuerySyntaxException {
    checkShape(query);
    try {
      return new Parser().parse(AsWritten.mark(query));
    } catch (Refusal e) {
      throw new QuerySyntaxException(e.why, query.indexOf(e.what) + 1);
    } catch (ParseException e) {
      throw new QuerySyntaxException(AsWritten.unmark(readable(e)), character(e, query));
    } catch (TokenMgrError e) {
      throw new QuerySyntaxException(AsWritten.unmark(unreadableToken(e)), query.length() + 1);
    } catch (IndexSearcher.TooManyClauses e) {
      throw QueryCompiler.tooManyClauses();
    }
  }

  private static void checkShape(String query) throws QuerySyntaxException {
    if (query.isBlank()) {
      throw new QuerySyntaxException("it is empty");
    }
    if (query.length() > QueryCompiler.LONGEST) {
      throw new QuerySyntaxException("it is longer than " + QueryCompiler.LONGEST + " characters");
    }
    int depth = 0;
    for (int i = 0; i < query.length(); i++) {
      depth += query.charAt(i) == '(' ? 1 : query.charAt(i) == ')' ? -1 : 0;
      if (depth > DEEPEST) {
        throw new QuerySyntaxException("parentheses are nested deeper than " + DEEPEST);
      }
    }
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
  private static final class Parser extends QueryParser {

    // of QueryParserBase, which keeps them to itself
    private static final int CONJ_NONE = 0;
    private static final int CONJ_AND = 1;
    private static final int CONJ_OR = 2;
    private static final int MOD_NOT = 10;

    private final IdentityHashMap<List<BooleanClause>, Integer> conjunctions =
        new IdentityHashMap<>();

    Parser() {
      super(null, new KeywordAnalyzer());
      setDefaultOperator(QueryParser.Operator.AND);
      setSplitOnWhitespace(true);
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
    protected Query getFieldQuery(@Nullable String field, String text, boolean quoted) {
      checkField(field);
      return new Unanalysed(new Unanalysed.Word(field, text));
    }

    @Override
    protected Query getFieldQuery(@Nullable String field, String text, int slop) {
      checkField(field);
      if (AsWritten.isMarked(text) && field != null && !Fields.DEFAULT.contains(field)) {
        throw new Refusal(
            "=\"…\" is for words of title and body; write " + field + ":\"…\"", "=\"");
      }
      return new Unanalysed(new Unanalysed.Quoted(field, text, slop));
    }

    @Override
    protected Query getPrefixQuery(@Nullable String field, String prefix) {
      checkField(field);
      checkPrefix(prefix + "*");
      return new Unanalysed(new Unanalysed.Prefix(field, prefix));
    }

    @Override
    protected Query getWildcardQuery(@Nullable String field, String pattern) {
      if (pattern.equals("*")) {
        throw new Refusal("it would match every post", pattern);
      }
      checkField(field);
      checkPrefix(pattern);
      return new Unanalysed(new Unanalysed.Wildcard(field, pattern));
    }

    @Override
    protected Query getFuzzyQuery(@Nullable String field, String text, float similarity) {
      checkField(field);
      return new Unanalysed(new Unanalysed.Fuzzy(field, text, similarity));
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
      if (first < QueryCompiler.LEAST_PREFIX) {
        throw new Refusal(
            pattern
                + ": at least "
                + QueryCompiler.LEAST_PREFIX
                + " letters must stand before a wildcard",
            pattern);
      }
    }
  }
}
