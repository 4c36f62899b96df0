package io.tocsin.enrich.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds all phrases of a dictionary in one pass over a text, at word borders only.
 *
 * <p>A phrase that ends in {@code *} is a stem: up to {@value #LONGEST_ENDING} more word characters
 * may follow and belong to the hit. The time is at most the length of the text times that of the
 * longest phrase, whatever the text is.
 */
public final class PhraseMatcher<V> {

  /** How many code units an ending may have. */
  public static final int LONGEST_ENDING = 6;

  private static final char STEM_MARK = '*';

  private final PhraseTrie<Phrase<V>> trie;

  /**
   * A matcher of these phrases; case matters.
   *
   * @throws IllegalArgumentException if a phrase is empty
   */
  public PhraseMatcher(Map<String, V> phrases) {
    SortedMap<String, Phrase<V>> keys = new TreeMap<>();
    phrases.forEach((phrase, value) -> addTo(keys, phrase, value));
    trie = new PhraseTrie<>(keys);
  }

  /** Every phrase in the text, by its start, overlapping ones too. */
  public List<PhraseHit<V>> find(String text) {
    return find(text, false);
  }

  /**
   * Like {@link #find(String)} in the lower-case form of the text, character by character, so that
   * offsets stay those of the text.
   */
  public List<PhraseHit<V>> findLowerCase(String text) {
    return find(text, true);
  }

  private List<PhraseHit<V>> find(String text, boolean lowerCase) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<PhraseHit<V>> hits = new ArrayList<>();
    for (int start = 0; start < text.length(); start++) {
      if (WordBorders.startsWord(text, start)) {
        walk(text, start, lowerCase, hits);
      }
    }
    return hits;
  }

  private void walk(String text, int start, boolean lowerCase, List<PhraseHit<V>> hits) {
    int node = PhraseTrie.ROOT;
    for (int at = start; at < text.length(); at++) {
      char character = text.charAt(at);
      node = trie.child(node, lowerCase ? Character.toLowerCase(character) : character);
      if (node == PhraseTrie.NONE) {
        return;
      }
      if (trie.hasValue(node)) {
        accept(text, start, at + 1, trie.value(node), hits);
      }
    }
  }

  private static <V> void addTo(Map<String, Phrase<V>> keys, String phrase, V value) {
    boolean stem = !phrase.isEmpty() && phrase.charAt(phrase.length() - 1) == STEM_MARK;
    String key = stem ? phrase.substring(0, phrase.length() - 1) : phrase;
    if (key.isEmpty()) {
      throw new IllegalArgumentException("empty phrase");
    }
    Phrase<V> added = stem ? new Phrase<>(null, value) : new Phrase<>(value, null);
    keys.merge(key, added, Phrase::and);
  }

  private static <V> void accept(
      String text, int start, int end, Phrase<V> phrase, List<PhraseHit<V>> hits) {
    boolean whole = WordBorders.endsWord(text, end);
    V value = whole && phrase.word != null ? phrase.word : phrase.stem;
    if (value == null) {
      return;
    }
    int wordEnd = whole ? end : WordBorders.wordEnd(text, end, LONGEST_ENDING);
    if (wordEnd - end <= LONGEST_ENDING) {
      hits.add(new PhraseHit<>(start, wordEnd, value));
    }
  }

  /** What a key stands for as a whole word and as a stem. */
  private record Phrase<V>(@Nullable V word, @Nullable V stem) {

    Phrase<V> and(Phrase<V> other) {
      return new Phrase<>(word != null ? word : other.word, stem != null ? stem : other.stem);
    }
  }
}
