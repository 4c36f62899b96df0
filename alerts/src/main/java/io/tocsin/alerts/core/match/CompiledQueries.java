package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.lucene.search.Query;

/**
 * The queries of one language as conditions over numbers, and for each slot of a word those that
 * cannot match without it: of a query's required words the ones that seem the rarest. Never changed
 * once made.
 */
final class CompiledQueries {

  private static final int[] NONE = {};

  private final Vocabulary vocabulary = new Vocabulary();
  private final List<Condition> conditions = new ArrayList<>();
  private final int[][] bySlot;

  CompiledQueries(List<Query> queries) {
    ConditionCompiler compiler = new ConditionCompiler(vocabulary);
    queries.forEach(query -> conditions.add(compiler.compile(query)));
    int slots = vocabulary.size() * Fields.ALL.size();
    this.bySlot = new int[slots][];
    Arrays.fill(bySlot, NONE);
    for (int i = 0; i < conditions.size(); i++) {
      register(i);
    }
  }

  private void register(int query) {
    List<int[]> required = conditions.get(query).required();
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
    return conditions.get(query);
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
