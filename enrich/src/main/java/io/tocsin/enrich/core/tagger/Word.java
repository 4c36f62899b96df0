package io.tocsin.enrich.core.tagger;

/**
 * What the tagger sees of one word: its letters, its shape, its cluster, and from these the
 * features that it gives to itself and to its neighbours.
 */
public final class Word {

  /** A word gives features to the tokens up to this far from it. */
  public static final int REACH = 2;

  /** How many places around a word, its own among them, it gives features to. */
  public static final int PLACES = 2 * REACH + 1;

  /** Stands before and behind a sentence. */
  static final Word BORDER = new Word("", 0, 0, Capitals.USUAL, WordClusters.UNKNOWN);

  /** Of a longer word only so many characters are read. */
  static final int LONGEST_READ = 40;

  private static final int LONGEST_AFFIX = 4;

  private final long lower;
  private final long shape;
  private final int path;
  private final boolean capitalised;
  private final int[][] features;

  private Word(CharSequence text, int start, int end, Capitals capitals, int path) {
    WordForm form = new WordForm(text, start, Math.min(end, start + LONGEST_READ), capitals);
    this.lower = form.lower();
    this.shape = form.shape();
    this.path = path;
    this.capitalised = form.capitalised();
    this.features = new int[PLACES][];
    features[REACH] = own(form);
    features[REACH - 1] = given(REACH - 1, form, true);
    features[REACH + 1] = given(REACH + 1, form, true);
    features[REACH - 2] = given(REACH - 2, form, false);
    features[REACH + 2] = given(REACH + 2, form, false);
  }

  private Word(Word whole) {
    this.lower = whole.lower;
    this.shape = whole.shape;
    this.path = whole.path;
    this.capitalised = whole.capitalised;
    this.features = new int[0][];
  }

  /** This word without the features that it gives by itself, which take most of its memory. */
  Word withoutFeatures() {
    return new Word(this);
  }

  /** The word that stands in a text from start to end. */
  public static Word of(
      CharSequence text, int start, int end, Capitals capitals, WordClusters clusters) {
    String simple = WordForm.simplified(text, start, Math.min(end, start + LONGEST_READ));
    return new Word(text, start, end, capitals, clusters.path(Hashes.ofWord(simple)));
  }

  /**
   * The features that this word gives to a token.
   *
   * @param place where the token stands seen from the word, from 0 ({@value #REACH} before it) on
   */
  public int[] features(int place) {
    return features[place];
  }

  long lower() {
    return lower;
  }

  long shape() {
    return shape;
  }

  int path() {
    return path;
  }

  int coarsePath() {
    return WordClusters.prefix(path, 6);
  }

  boolean capitalised() {
    return capitalised;
  }

  private int[] own(WordForm form) {
    FeatureList list = new FeatureList(REACH);
    list.add(0, 0);
    list.add(1, lower);
    list.add(2, form.cased());
    list.add(3, shape);
    list.add(4, form.longShape());
    for (int length = 1; length <= LONGEST_AFFIX; length++) {
      list.add(4 + length, form.prefix(length));
      list.add(8 + length, form.suffix(length));
    }
    addPath(list, 4, 6, 8, 10, 12, 24);
    list.add(13, Hashes.add(shape, coarsePath()));
    list.add(14, Hashes.add(shape, form.suffix(3)));
    list.add(15, Hashes.add(shape, WordClusters.prefix(path, 10)));
    return list.toArray();
  }

  private int[] given(int place, WordForm form, boolean near) {
    FeatureList list = new FeatureList(place);
    list.add(1, lower);
    list.add(3, shape);
    if (near) {
      list.add(11, form.suffix(3));
      list.add(13, Hashes.add(shape, coarsePath()));
      addPath(list, 4, 6, 8, 10, 12, 24);
    } else {
      addPath(list, 6, 10, 24);
    }
    return list.toArray();
  }

  private void addPath(FeatureList list, int... lengths) {
    if (path != WordClusters.UNKNOWN) {
      for (int length : lengths) {
        list.add(20 + length, WordClusters.prefix(path, length));
      }
    }
  }
}
