package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.lucene.search.Query;

/**
 * Rules with their queries compiled, once for each language, for all who match by them: what is
 * compiled is never changed, so that threads share it. Thread-safe.
 */
public final class CompiledRules {

  /** No rules. */
  public static final CompiledRules NONE = new CompiledRules(List.of(), Map.of());

  private final List<Rule> rules;
  private final List<Rule> watching;
  private final List<Asked> asked;
  private final Map<String, CompiledQueries> byLanguage;

  /** What a rule asks for, and nothing else of it. */
  private record Asked(String match, boolean expand) {

    static Asked of(Rule rule) {
      return new Asked(rule.match(), rule.expand());
    }

    Query read() {
      try {
        return QuerySyntax.read(match);
      } catch (QuerySyntaxException e) {
        throw refused(e);
      }
    }

    Query compile(Query read, QueryCompiler compiler) {
      try {
        return expand ? compiler.compileExpanded(read) : compiler.compile(read);
      } catch (QuerySyntaxException e) {
        throw refused(e);
      }
    }

    private IllegalArgumentException refused(QuerySyntaxException e) {
      return new IllegalArgumentException("match = " + match + ": " + e.getMessage(), e);
    }
  }

  private CompiledRules(List<Rule> rules, Map<String, CompiledQueries> byLanguage) {
    List<Rule> enabled = byId(rules);
    this.rules = enabled.stream().filter(rule -> !rule.watches()).toList();
    this.watching = enabled.stream().filter(Rule::watches).toList();
    this.asked = this.rules.stream().map(Asked::of).toList();
    this.byLanguage = new ConcurrentHashMap<>(byLanguage);
  }

  private static List<Rule> byId(List<Rule> rules) {
    return rules.stream().filter(Rule::enabled).sorted(Comparator.comparing(Rule::ruleId)).toList();
  }

  /** Of rules whose queries were checked; disabled rules match nothing. Compiled when asked for. */
  public static CompiledRules of(List<Rule> rules) {
    return new CompiledRules(rules, Map.of());
  }

  /**
   * Rules that take the place of these, compiled for all languages that these are compiled for, so
   * that nobody has to wait for them; on all processors, a language at a time, each query read
   * once. What is compiled stays where a query is the same.
   *
   * @throws IllegalArgumentException when a query cannot be compiled
   */
  public CompiledRules replacedBy(List<Rule> others) {
    CompiledRules next = of(others);
    if (next.asked.equals(asked) || byLanguage.isEmpty()) {
      return new CompiledRules(others, byLanguage);
    }
    int[] known = placesOf(next.asked);
    Map<Integer, Query> read = new ConcurrentHashMap<>();
    IntFunction<Query> reader =
        place -> read.computeIfAbsent(place, at -> next.asked.get(at).read());
    IntStream.range(0, known.length)
        .parallel()
        .filter(place -> known[place] < 0)
        .forEach(place -> read.put(place, next.asked.get(place).read()));
    List.copyOf(byLanguage.entrySet()).parallelStream()
        .forEach(
            before ->
                next.byLanguage.put(
                    before.getKey(),
                    next.compile(before.getKey(), before.getValue(), known, reader)));
    return next;
  }

  /** The languages that they are compiled for. */
  Set<String> languages() {
    return Set.copyOf(byLanguage.keySet());
  }

  /** The enabled rules that watch whatever there is, by rule id: they have no query. */
  List<Rule> watching() {
    return watching;
  }

  /** The other enabled rules, by rule id: the order of the queries. */
  List<Rule> rules() {
    return rules;
  }

  /** The queries of a language as texts are analysed in it; the first to ask compiles them. */
  CompiledQueries in(String language) {
    return byLanguage.computeIfAbsent(language, this::compile);
  }

  private CompiledQueries compile(String language) {
    QueryCompiler parser = parser(language);
    return CompiledQueries.of(
        asked.size(), place -> asked.get(place).compile(asked.get(place).read(), parser));
  }

  private CompiledQueries compile(
      String language, CompiledQueries before, int[] known, IntFunction<Query> reader) {
    QueryCompiler parser = parser(language);
    return before.replacedBy(known, place -> asked.get(place).compile(reader.apply(place), parser));
  }

  /** Where each of the others' queries stands among these; -1 for what is new. */
  private int[] placesOf(List<Asked> others) {
    Map<Asked, Integer> places = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      places.put(asked.get(i), i);
    }
    return others.stream().mapToInt(query -> places.getOrDefault(query, -1)).toArray();
  }

  private static QueryCompiler parser(String language) {
    return QueryCompiler.forLanguage(language.isEmpty() ? "mul" : language);
  }
}
