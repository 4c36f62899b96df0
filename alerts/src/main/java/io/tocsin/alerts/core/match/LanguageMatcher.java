package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The compiled queries of one language, run over an index of a single post. A query is only run
 * when one of its {@link CandidateTerms} is in the post. Not thread-safe.
 */
final class LanguageMatcher {

  /** What a match is told to; by ascending index. */
  interface Found {
    /**
     * A query matched.
     *
     * @param query index of the query
     * @param places where, ascending, at most {@link #MOST_PLACES}
     */
    void accept(int query, List<Place> places);
  }

  /** More places of one rule in one post are not looked at. */
  static final int MOST_PLACES = 100;

  private static final int ENTITY_OFFSET_GAP = 1;

  private final Analyzer analyzer;
  private final List<Query> queries;
  private final BitSet always = new BitSet();
  private final Map<String, Map<BytesRef, int[]>> byTerm = new HashMap<>();
  private final MemoryIndex index = new MemoryIndex(true, false);

  LanguageMatcher(String language, List<Query> queries) {
    this.analyzer = TextAnalyzers.forTexts(language);
    this.queries = List.copyOf(queries);
    for (int i = 0; i < queries.size(); i++) {
      register(i, queries.get(i));
    }
  }

  private void register(int query, Query parsed) {
    CandidateTerms.of(parsed)
        .ifPresentOrElse(terms -> register(query, terms), () -> always.set(query));
  }

  private void register(int query, Set<Term> terms) {
    for (Term term : terms) {
      byTerm
          .computeIfAbsent(term.field(), field -> new HashMap<>())
          .merge(term.bytes(), new int[] {query}, LanguageMatcher::concat);
    }
  }

  private static int[] concat(int[] left, int[] right) {
    return IntStream.concat(IntStream.of(left), IntStream.of(right)).toArray();
  }

  /** Tells which queries match the post. */
  void match(PostRevision post, Found found) {
    try {
      index(post);
      IndexSearcher searcher = index.createSearcher();
      LeafReaderContext leaf = searcher.getIndexReader().leaves().get(0);
      BitSet candidates = candidates(leaf);
      for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
        Matches matches = matches(searcher, leaf, queries.get(i));
        if (matches != null) {
          found.accept(i, places(matches, post));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An index in memory failed", e);
    } finally {
      index.reset();
    }
  }

  private void index(PostRevision post) {
    index.addField(Fields.TITLE, post.title(), analyzer);
    index.addField(Fields.BODY, post.body(), analyzer);
    for (NamedEntity entity : post.entities()) {
      index.addField(
          Fields.ENTITY,
          analyzer.tokenStream(Fields.ENTITY, indexed(entity)),
          analyzer.getPositionIncrementGap(Fields.ENTITY),
          ENTITY_OFFSET_GAP);
    }
    for (String tag : post.tags()) {
      index.addField(Fields.TAG, tag, analyzer);
    }
  }

  private static String indexed(NamedEntity entity) {
    return entity.link() == null ? entity.text() : entity.text() + "\n" + entity.link();
  }

  private BitSet candidates(LeafReaderContext leaf) throws IOException {
    BitSet candidates = (BitSet) always.clone();
    for (Map.Entry<String, Map<BytesRef, int[]>> field : byTerm.entrySet()) {
      Terms terms = leaf.reader().terms(field.getKey());
      if (terms != null) {
        addCandidates(terms.iterator(), field.getValue(), candidates);
      }
    }
    return candidates;
  }

  private static void addCandidates(
      TermsEnum terms, Map<BytesRef, int[]> queriesByTerm, BitSet candidates) throws IOException {
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      int[] found = queriesByTerm.get(term);
      if (found != null) {
        IntStream.of(found).forEach(candidates::set);
      }
    }
  }

  private static @Nullable Matches matches(
      IndexSearcher searcher, LeafReaderContext leaf, Query query) throws IOException {
    return searcher
        .createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1f)
        .matches(leaf, 0);
  }

  private static List<Place> places(Matches matches, PostRevision post) throws IOException {
    Set<Place> places = new TreeSet<>();
    addPlaces(matches.getMatches(Fields.TITLE), Text.TITLE, places);
    addPlaces(matches.getMatches(Fields.BODY), Text.BODY, places);
    addEntities(matches.getMatches(Fields.ENTITY), post.entities(), places);
    return List.copyOf(places);
  }

  private static void addPlaces(@Nullable MatchesIterator found, Text text, Set<Place> places)
      throws IOException {
    while (found != null && found.next() && places.size() < MOST_PLACES) {
      places.add(new Place(text, found.startOffset(), found.endOffset()));
    }
  }

  private static void addEntities(
      @Nullable MatchesIterator found, List<NamedEntity> entities, Set<Place> places)
      throws IOException {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (NamedEntity entity : entities) {
      end += indexed(entity).length() + ENTITY_OFFSET_GAP;
      ends.add(end);
    }
    while (found != null && found.next() && places.size() < MOST_PLACES) {
      int entity = 0;
      while (entity < ends.size() - 1 && ends.get(entity) <= found.startOffset()) {
        entity++;
      }
      places.add(entities.get(entity).place());
    }
  }
}
