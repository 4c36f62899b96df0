package io.tocsin.enrich.core.tagger;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The features that words of a sentence give to a token together. */
public final class Context {

  /** How many there are for each token. */
  public static final int FEATURES = 12;

  private static final int PLACE = Word.PLACES;
  private static final int LONGEST_RUN = 4;

  private Context() {}

  /**
   * The features of a token that more than one word makes.
   *
   * @param words the words of the sentence
   * @param size how many they are
   * @param at the token
   * @param features is filled with {@value #FEATURES} features
   */
  public static void features(Word[] words, int size, int at, int[] features) {
    Word before = at > 0 ? words[at - 1] : Word.BORDER;
    Word own = words[at];
    Word after = at + 1 < size ? words[at + 1] : Word.BORDER;
    Word ahead = at + 2 < size ? words[at + 2] : Word.BORDER;
    features[0] = pair(0, before.lower(), own.lower());
    features[1] = pair(1, own.lower(), after.lower());
    features[2] = pair(2, Hashes.add(before.shape(), own.shape()), after.shape());
    features[3] = pair(3, before.path(), own.shape());
    features[4] = pair(4, own.shape(), after.path());
    features[5] = pair(5, before.coarsePath(), own.coarsePath());
    features[6] = pair(6, own.coarsePath(), after.coarsePath());
    features[7] = pair(7, before.path(), own.path());
    features[8] = pair(8, own.path(), after.path());
    features[9] = pair(9, Hashes.add(own.shape(), after.shape()), ahead.shape());
    addRun(words, size, at, features);
  }

  /** All features of a token: those that each word near it gives, and those of words together. */
  public static int[] allFeatures(Word[] words, int size, int at) {
    int[] together = new int[FEATURES];
    features(words, size, at, together);
    IntStream features = Arrays.stream(together);
    for (int place = 0; place < Word.PLACES; place++) {
      int giver = at + Word.REACH - place;
      Word word = giver >= 0 && giver < size ? words[giver] : Word.BORDER;
      features = IntStream.concat(features, Arrays.stream(word.features(place)));
    }
    return features.toArray();
  }

  /** The words around the capitalised words that a token stands among. */
  private static void addRun(Word[] words, int size, int at, int[] features) {
    int first = at;
    int last = at;
    if (words[at].capitalised()) {
      while (first > 0 && at - first < LONGEST_RUN && words[first - 1].capitalised()) {
        first--;
      }
      while (last + 1 < size && last - at < LONGEST_RUN && words[last + 1].capitalised()) {
        last++;
      }
    }
    Word before = first > 0 ? words[first - 1] : Word.BORDER;
    Word after = last + 1 < size ? words[last + 1] : Word.BORDER;
    boolean among = words[at].capitalised();
    features[10] = pair(among ? 10 : 12, before.lower(), at - first);
    features[11] = pair(among ? 11 : 13, after.lower(), last - at);
  }

  private static int pair(int kind, long first, long second) {
    return FeatureList.hash(PLACE, kind, Hashes.add(Hashes.add(Hashes.seed(), first), second));
  }
}
