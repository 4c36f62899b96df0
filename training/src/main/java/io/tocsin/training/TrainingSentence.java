package io.tocsin.training;

import io.tocsin.enrich.core.tagger.Context;
import io.tocsin.enrich.core.tagger.Sentence;
import io.tocsin.enrich.core.tagger.TagLabel;
import io.tocsin.enrich.core.tagger.Tokenizer;
import io.tocsin.enrich.core.tagger.Word;
import io.tocsin.enrich.core.tagger.WordClusters;
import io.tocsin.enrich.evaluate.TaggedText;
import java.util.ArrayList;
import java.util.List;

/** A sentence as the learner sees it: the features of each token, and the right labels. */
final class TrainingSentence {

  private final int[][] features;
  private final byte[] labels;

  private TrainingSentence(int[][] features, byte[] labels) {
    this.features = features;
    this.labels = labels;
  }

  /** The sentences of a text, cut as the tagger cuts them. */
  static List<TrainingSentence> of(TaggedText text, WordClusters clusters) {
    List<TrainingSentence> sentences = new ArrayList<>();
    Tokenizer tokenizer = new Tokenizer(text.text());
    Sentence sentence = new Sentence();
    while (tokenizer.next(sentence)) {
      sentences.add(
          new TrainingSentence(features(text.text(), sentence, clusters), labels(text, sentence)));
    }
    return sentences;
  }

  int size() {
    return labels.length;
  }

  int[] features(int token) {
    return features[token];
  }

  byte[] labels() {
    return labels;
  }

  private static int[][] features(String text, Sentence sentence, WordClusters clusters) {
    int size = sentence.size();
    Word[] words = new Word[size];
    for (int i = 0; i < size; i++) {
      words[i] = Word.of(text, sentence.start(i), sentence.end(i), sentence.capitals(), clusters);
    }
    int[][] features = new int[size][];
    for (int i = 0; i < size; i++) {
      features[i] = Context.allFeatures(words, size, i);
    }
    return features;
  }

  private static byte[] labels(TaggedText text, Sentence sentence) {
    byte[] labels = new byte[sentence.size()];
    for (TaggedText.Span name : text.names()) {
      label(labels, sentence, name);
    }
    return labels;
  }

  private static void label(byte[] labels, Sentence sentence, TaggedText.Span name) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < sentence.size(); i++) {
      if (sentence.start(i) >= name.start() && sentence.end(i) <= name.end()) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    for (int i = first; i >= 0 && i <= last; i++) {
      labels[i] = (byte) TagLabel.of(name.type(), i == first, i == last).index();
    }
  }
}
