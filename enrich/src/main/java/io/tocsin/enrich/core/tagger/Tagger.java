package io.tocsin.enrich.core.tagger;

import io.tocsin.enrich.core.EntityType;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds people, organisations and places in English texts by a learned model, sentence by sentence.
 * Keeps its working memory between texts, so it is for one thread; the model is shared.
 */
public final class Tagger {

  private static final int LABELS = TagLabel.COUNT;

  /**
   * How often a name with some lead is right, by a logistic curve (Platt scaling) that was fitted
   * on corpora held out of training; docs/model-card.md tells how well.
   */
  private static final double LEAD = 157;

  private static final double NO_LEAD = -1.15;

  private final TaggerModel model;
  private final WordCache cache;
  private final ScoredWord border;
  private final Viterbi viterbi = new Viterbi();
  private final Sentence sentence = new Sentence();
  private final ScoredWord[] scored = new ScoredWord[Sentence.LONGEST];
  private final Word[] words = new Word[Sentence.LONGEST];
  private final int[] scores = new int[Sentence.LONGEST * LABELS];
  private final byte[] labels = new byte[Sentence.LONGEST];
  private final int[] together = new int[Context.FEATURES];

  /** A tagger with this model. */
  public Tagger(TaggerModel model) {
    this.model = model;
    this.cache = new WordCache(model);
    this.border = new ScoredWord(0, Word.BORDER, model);
  }

  /**
   * The names in a text.
   *
   * @param text the text
   * @param most reading ends when so many names were found
   * @return names that do not overlap, by position
   */
  public List<TaggedName> tag(String text, int most) {
    List<TaggedName> names = new ArrayList<>();
    Tokenizer tokenizer = new Tokenizer(text);
    while (names.size() < most && tokenizer.next(sentence)) {
      readWords(text);
      score();
      viterbi.decode(scores, model.transitions(), sentence.size(), labels);
      addNames(text, names);
    }
    return names.size() > most ? names.subList(0, most) : names;
  }

  private void readWords(String text) {
    for (int i = 0; i < sentence.size(); i++) {
      scored[i] = cache.get(text, sentence.start(i), sentence.end(i), sentence.capitals());
      words[i] = scored[i].word();
    }
  }

  private void score() {
    int size = sentence.size();
    for (int token = 0; token < size; token++) {
      Lanes sum = new Lanes();
      for (int place = 0; place < Word.PLACES; place++) {
        int giver = token + Word.REACH - place;
        ScoredWord word = giver >= 0 && giver < size ? scored[giver] : border;
        word.addTo(sum, place);
      }
      Context.features(words, size, token, together);
      for (int feature : together) {
        model.addTo(sum, feature);
      }
      sum.unpack(scores, token * LABELS);
    }
  }

  private void addNames(String text, List<TaggedName> names) {
    int first = 0;
    for (int token = 0; token < sentence.size(); token++) {
      TagLabel label = TagLabel.of(labels[token]);
      first = label.begins() ? token : first;
      if (label.ends()) {
        EntityType type = label.type().orElseThrow();
        names.add(
            name(
                type == EntityType.PERSON ? behindTitles(text, first, token) : first, token, type));
      }
    }
  }

  /** Ranks and titles before a name are none of it. */
  private int behindTitles(String text, int first, int last) {
    int at = first;
    while (at < last
        && sentence.end(at) - sentence.start(at) > 2
        && Abbreviations.isTitle(text, sentence.start(at), sentence.end(at) - 1)) {
      at++;
    }
    return at;
  }

  private TaggedName name(int first, int last, EntityType type) {
    return new TaggedName(sentence.start(first), sentence.end(last), type, confidence(first, last));
  }

  /**
   * By how far the labels lead over none, on average over the tokens of the name: about the share
   * of names of such a lead that are right in news.
   */
  private double confidence(int first, int last) {
    double lead = 0;
    for (int token = first; token <= last; token++) {
      lead += scores[token * LABELS + labels[token]] - scores[token * LABELS];
    }
    return 1 / (1 + StrictMath.exp(-NO_LEAD - lead / (last - first + 1) / LEAD));
  }
}
