package io.tocsin.enrich.core.tagger;

/**
 * The tokens of one sentence as offsets into a text (UTF-16 code units); filled again for each
 * sentence, and never longer than {@value #LONGEST} tokens.
 */
public final class Sentence {

  /** A sentence of more tokens is cut. */
  public static final int LONGEST = 200;

  private final int[] starts = new int[LONGEST];
  private final int[] ends = new int[LONGEST];
  private int size;
  private Capitals capitals = Capitals.USUAL;

  /** How many tokens it has. */
  public int size() {
    return size;
  }

  /** Offset of the first character of a token. */
  public int start(int token) {
    return starts[token];
  }

  /** Offset behind the last character of a token. */
  public int end(int token) {
    return ends[token];
  }

  /** How the sentence uses capitals. */
  public Capitals capitals() {
    return capitals;
  }

  void clear() {
    size = 0;
  }

  boolean isFull() {
    return size == LONGEST;
  }

  void add(int start, int end) {
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  void close(CharSequence text) {
    capitals = Capitals.of(text, this);
  }
}
