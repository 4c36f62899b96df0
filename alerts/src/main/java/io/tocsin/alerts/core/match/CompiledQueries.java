package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.lucene.search.Query;

/**
 * The queries of one language as conditions over numbers, and for each slot of a word those that
 * cannot match without it: of a query's required words the ones that seem the rarest. Never changed
 * once made.
 */
final class CompiledQueries {

  private static final int[] NONE = {};

  private final Vocabulary vocabulary;
  private final Condition[] conditions;
  private final int wordsAtFirst;
  private final int[][] bySlot;

  /** Compiles them all. */
  static CompiledQueries of(List<Query> queries) {
    return of(queries.size(), queries::get);
  }

  /** Compiles one after the other, so that none has to be kept: they take far more memory. */
  static CompiledQueries of(int count, IntFunction<Query> parser) {
    Vocabulary vocabulary = new Vocabulary();
    ConditionCompiler compiler = new ConditionCompiler(vocabulary);
    List<Condition> conditions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      conditions.add(compiler.compile(parser.apply(i)));
    }
    return new CompiledQueries(vocabulary, conditions, vocabulary.size());
  }

  /**
   * Queries of which some are among these: only the others are compiled. Words that nobody asks for
   * any more stay, until they are as many as all words were at first; then, and where most queries
   * are others, all is compiled anew.
   *
   * @param known places of the queries among these; -1 for the others
   * @param parser gives the query of a place
   */
  CompiledQueries replacedBy(int[] known, IntFunction<Query> parser) {
    return 2 * IntStream.of(known).filter(place -> place >= 0).count() < known.length
        ? of(known.length, parser)
        : keeping(known, parser);
  }

  private CompiledQueries keeping(int[] known, IntFunction<Query> parser) {
    Vocabulary words = vocabulary.copy();
    ConditionCompiler compiler = new ConditionCompiler(words);
    List<Condition> next = new ArrayList<>(known.length);
    for (int i = 0; i < known.length; i++) {
      next.add(known[i] < 0 ? compiler.compile(parser.apply(i)) : conditions[known[i]]);
    }
    return words.size() > 2 * wordsAtFirst
        ? of(known.length, parser)
        : new CompiledQueries(words, next, wordsAtFirst);
  }

  private CompiledQueries(Vocabulary vocabulary, List<Condition> conditions, int wordsAtFirst) {
    this.vocabulary = vocabulary;
    this.conditions = conditions.toArray(new Condition[0]);
    this.wordsAtFirst = wordsAtFirst;
    int slots = vocabulary.size() * Fields.ALL.size();
    this.bySlot = new int[slots][];
    Arrays.fill(bySlot, NONE);
    for (int i = 0; i < this.conditions.length; i++) {
      register(i);
    }
  }

  private void register(int query) {
    List<int[]> required = conditions[query].required();
    for (int slot : required.isEmpty() ? NONE : rarest(required)) {
      bySlot[slot] = Arrays.copyOf(bySlot[slot], bySlot[slot].length + 1);
      bySlot[slot][bySlot[slot].length - 1] = query;
    }
  }

  private int[] rarest(List<int[]> required) {
    int[] rarest = required.get(0);
    long least = Long.MAX_VALUE;
    for (int[] slots : required) {
      long weight = 0;
      for (int slot : slots) {
        weight += weight(slot);
      }
      if (weight < least) {
        least = weight;
        rarest = slots;
      }
    }
    return rarest;
  }

  /** With how many queries a word would be looked at, and how often it may come. */
  private long weight(int slot) {
    return (long) vocabulary.weight(PostIndex.wordOf(slot)) * (1 + bySlot[slot].length / 16);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Condition condition(int query) {
    return conditions[query];
  }

  /** Adds the queries that a post may match. */
  void addCandidates(PostIndex post, BitSet candidates) {
    for (int i = 0; i < post.seenCount(); i++) {
      for (int query : bySlot[post.seen(i)]) {
        candidates.set(query);
      }
    }
  }
}
