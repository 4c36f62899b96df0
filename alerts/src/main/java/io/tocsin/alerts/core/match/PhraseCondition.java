package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Words at set distances in one text, or, with a slop, near enough: the words are shifted to where
 * the first should stand, and the shifted places may differ by no more than the slop.
 */
final class PhraseCondition implements Condition {

  private final int field;
  private final int[][] words;
  private final int[] offsets;
  private final int slop;

  /**
   * A phrase.
   *
   * @param words the alternatives of each place
   * @param offsets the places, ascending, from any number
   * @param slop by how much they may differ
   */
  PhraseCondition(int field, int[][] words, int[] offsets, int slop) {
    this.field = field;
    this.words = words;
    this.offsets = offsets;
    this.slop = slop;
  }

  @Override
  public boolean holds(PostIndex post) {
    return hasAll(post) && find(post, null);
  }

  @Override
  public void tell(PostIndex post, Places places) {
    find(post, places);
  }

  private boolean hasAll(PostIndex post) {
    for (int[] alternatives : words) {
      boolean found = false;
      for (int word : alternatives) {
        found |= post.first(PostIndex.slot(field, word)) != PostIndex.NONE;
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is found; without somebody to tell, the first place is enough. */
  private boolean find(PostIndex post, @Nullable Places places) {
    return slop == 0 ? findExact(post, places) : new Nearness(post, places).find();
  }

  private boolean findExact(PostIndex post, @Nullable Places places) {
    boolean found = false;
    for (int word : words[0]) {
      int at = post.first(PostIndex.slot(field, word));
      for (; at != PostIndex.NONE; at = post.next(at)) {
        int token = post.token(at);
        if (standsAt(post, token)) {
          found = true;
          if (places == null) {
            return true;
          }
          int end = token + offsets[offsets.length - 1] - offsets[0];
          places.add(post.owner(token), post.start(token), post.end(end));
        }
      }
    }
    return found;
  }

  private boolean standsAt(PostIndex post, int token) {
    int text = post.owner(token);
    for (int i = 1; i < words.length; i++) {
      if (!post.has(token + offsets[i] - offsets[0], text, words[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<int[]> required() {
    List<int[]> required = new ArrayList<>();
    for (int[] alternatives : words) {
      required.add(IntStream.of(alternatives).map(w -> PostIndex.slot(field, w)).toArray());
    }
    return required;
  }

  /** The search for words that are near enough: the smallest range that holds one of each. */
  private final class Nearness {

    private final PostIndex post;
    private final @Nullable Places places;
    private final int[][] tokens;
    private final int[] at;

    Nearness(PostIndex post, @Nullable Places places) {
      this.post = post;
      this.places = places;
      this.tokens = new int[words.length][];
      this.at = new int[words.length];
      for (int i = 0; i < words.length; i++) {
        tokens[i] = tokensOf(words[i]);
      }
    }

    private int[] tokensOf(int[] alternatives) {
      List<Integer> found = new ArrayList<>();
      for (int word : alternatives) {
        int occurrence = post.first(PostIndex.slot(field, word));
        for (; occurrence != PostIndex.NONE; occurrence = post.next(occurrence)) {
          found.add(post.token(occurrence));
        }
      }
      return found.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
    }

    boolean find() {
      boolean found = false;
      int least = least();
      while (at[least] < tokens[least].length) {
        if (isNearEnough(shifted(least))) {
          found = true;
          if (places == null) {
            return true;
          }
          tell(places);
        }
        at[least]++;
        least = at[least] < tokens[least].length ? least() : least;
      }
      return found;
    }

    private int shifted(int word) {
      return tokens[word][at[word]] - offsets[word];
    }

    private int least() {
      int least = 0;
      for (int i = 1; i < words.length; i++) {
        least = shifted(i) < shifted(least) ? i : least;
      }
      return least;
    }

    private boolean isNearEnough(int from) {
      int text = post.owner(tokens[0][at[0]]);
      for (int i = 0; i < words.length; i++) {
        int token = tokens[i][at[i]];
        if (shifted(i) - from > slop || post.owner(token) != text || isUsed(token, i)) {
          return false;
        }
      }
      return true;
    }

    private boolean isUsed(int token, int before) {
      for (int i = 0; i < before; i++) {
        if (tokens[i][at[i]] == token) {
          return true;
        }
      }
      return false;
    }

    private void tell(Places told) {
      int first = Integer.MAX_VALUE;
      int last = 0;
      for (int i = 0; i < words.length; i++) {
        first = Math.min(first, tokens[i][at[i]]);
        last = Math.max(last, tokens[i][at[i]]);
      }
      told.add(post.owner(first), post.start(first), post.end(last));
    }
  }
}
