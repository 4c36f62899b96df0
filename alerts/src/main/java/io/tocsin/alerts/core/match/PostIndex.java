package io.tocsin.alerts.core.match;

import java.util.Arrays;

/**
 * The words of one post, by number and by position. Words have slots, one for each number and
 * field. Filled anew for each post, without a new object; not thread-safe.
 */
final class PostIndex {

  /** No occurrence. */
  static final int NONE = -1;

  private final int[] first;
  private final int[] last;
  private int[] slots = new int[256];
  private int[] tokens = new int[256];
  private int[] next = new int[256];
  private int occurrences;
  private int[] seen = new int[256];
  private int seenCount;

  private int[][] wordsOfToken = new int[512][];
  private int[] starts = new int[512];
  private int[] ends = new int[512];
  private int[] owners = new int[512];
  private int tokenCount;
  private int owner;

  PostIndex(int wordCount) {
    this.first = new int[wordCount * Fields.ALL.size()];
    this.last = new int[first.length];
    Arrays.fill(first, NONE);
  }

  /** The slot of a word in a field. */
  static int slot(int field, int word) {
    return word * Fields.ALL.size() + field;
  }

  /** The word of a slot. */
  static int wordOf(int slot) {
    return slot / Fields.ALL.size();
  }

  /** Forgets the post. */
  void clear() {
    for (int i = 0; i < seenCount; i++) {
      first[seen[i]] = NONE;
    }
    seenCount = 0;
    occurrences = 0;
    tokenCount = 0;
    owner = 0;
  }

  /** Begins another text: no phrase reaches from one into the next. */
  void nextText() {
    owner++;
  }

  /** Adds the next token of the text, with the numbers of its words. */
  void add(int field, int[] words, int start, int end) {
    if (tokenCount == starts.length) {
      growTokens();
    }
    wordsOfToken[tokenCount] = words;
    starts[tokenCount] = start;
    ends[tokenCount] = end;
    owners[tokenCount] = owner;
    for (int word : words) {
      addOccurrence(slot(field, word));
    }
    tokenCount++;
  }

  private void addOccurrence(int slot) {
    if (occurrences == slots.length) {
      growOccurrences();
    }
    slots[occurrences] = slot;
    tokens[occurrences] = tokenCount;
    next[occurrences] = NONE;
    if (first[slot] == NONE) {
      first[slot] = occurrences;
      see(slot);
    } else {
      next[last[slot]] = occurrences;
    }
    last[slot] = occurrences++;
  }

  private void see(int slot) {
    if (seenCount == seen.length) {
      seen = Arrays.copyOf(seen, seenCount * 2);
    }
    seen[seenCount++] = slot;
  }

  private void growTokens() {
    int size = tokenCount * 2;
    wordsOfToken = Arrays.copyOf(wordsOfToken, size);
    starts = Arrays.copyOf(starts, size);
    ends = Arrays.copyOf(ends, size);
    owners = Arrays.copyOf(owners, size);
  }

  private void growOccurrences() {
    int size = occurrences * 2;
    slots = Arrays.copyOf(slots, size);
    tokens = Arrays.copyOf(tokens, size);
    next = Arrays.copyOf(next, size);
  }

  /** How many slots have a word. */
  int seenCount() {
    return seenCount;
  }

  /** One of the slots that have a word. */
  int seen(int index) {
    return seen[index];
  }

  /** The first occurrence in a slot, or {@link #NONE}. */
  int first(int slot) {
    return first[slot];
  }

  /** The occurrence behind another in its slot, or {@link #NONE}. */
  int next(int occurrence) {
    return next[occurrence];
  }

  /** The token of an occurrence; ascending within a slot. */
  int token(int occurrence) {
    return tokens[occurrence];
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /** The text of a token, from 1 in the order of {@link #nextText}. */
  int owner(int token) {
    return owners[token];
  }

  /** Whether a token is there, belongs to a text and has one of the words. */
  boolean has(int token, int text, int[] anyOf) {
    if (token < 0 || token >= tokenCount || owners[token] != text) {
      return false;
    }
    for (int word : wordsOfToken[token]) {
      for (int wanted : anyOf) {
        if (word == wanted) {
          return true;
        }
      }
    }
    return false;
  }
}
