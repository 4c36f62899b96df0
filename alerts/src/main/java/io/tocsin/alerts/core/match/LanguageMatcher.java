package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Runs the compiled queries of one language over posts. Of all queries only those are looked at
 * whose rarest required word is in the post. Not thread-safe.
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

  /** More places are not collected, to take the first of. */
  private static final int MOST_COLLECTED = 10_000;

  private final CompiledQueries queries;
  private final PostReader reader;
  private final PostIndex index;
  private final BitSet candidates = new BitSet();

  LanguageMatcher(String language, CompiledQueries queries) {
    this.queries = queries;
    this.reader = new PostReader(language, queries.vocabulary());
    this.index = new PostIndex(queries.vocabulary().size());
  }

  /** Tells which queries match the post. */
  void match(PostRevision post, Found found) {
    try {
      reader.read(post, index);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory cannot be read", e);
    }
    candidates.clear();
    queries.addCandidates(index, candidates);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      if (queries.condition(i).holds(index)) {
        found.accept(i, places(queries.condition(i), post));
      }
    }
  }

  private List<Place> places(Condition condition, PostRevision post) {
    List<Place> collected = new ArrayList<>();
    condition.tell(
        index,
        (text, start, end) -> {
          if (collected.size() < MOST_COLLECTED) {
            addPlace(post, text, start, end, collected);
          }
        });
    return collected.size() < 2 ? List.copyOf(collected) : firstOf(collected);
  }

  private static List<Place> firstOf(List<Place> collected) {
    Collections.sort(collected);
    List<Place> first = new ArrayList<>(Math.min(MOST_PLACES, collected.size()));
    for (Place place : collected) {
      boolean again = !first.isEmpty() && place.equals(first.get(first.size() - 1));
      if (!again && first.size() < MOST_PLACES) {
        first.add(place);
      }
    }
    return List.copyOf(first);
  }

  private static void addPlace(
      PostRevision post, int text, int start, int end, List<Place> collected) {
    List<NamedEntity> entities = post.entities();
    if (text == PostReader.TITLE_TEXT) {
      collected.add(new Place(Text.TITLE, start, end));
    } else if (text == PostReader.BODY_TEXT) {
      collected.add(new Place(Text.BODY, start, end));
    } else if (text < PostReader.FIRST_ENTITY_TEXT + entities.size()) {
      collected.add(entities.get(text - PostReader.FIRST_ENTITY_TEXT).place());
    }
  }
}
