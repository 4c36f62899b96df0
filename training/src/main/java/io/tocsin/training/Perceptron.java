package io.tocsin.training;

import io.tocsin.enrich.core.tagger.Sentence;
import io.tocsin.enrich.core.tagger.TagLabel;
import io.tocsin.enrich.core.tagger.Viterbi;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The averaged structured perceptron (Collins, Discriminative Training Methods for Hidden Markov
 * Models, 2002). Weights are whole numbers and the order of sentences hangs on the seed alone, so
 * that the same corpora give the same weights.
 */
final class Perceptron {

  private static final int LABELS = TagLabel.COUNT;

  private final int mask;
  private final int[] weights;
  private final long[] totals;
  private final int[] transitions = new int[LABELS * LABELS];
  private final long[] transitionTotals = new long[LABELS * LABELS];
  private final int[] scores = new int[Sentence.LONGEST * LABELS];
  private final byte[] guess = new byte[Sentence.LONGEST];
  private final Viterbi viterbi = new Viterbi();
  private long steps = 1;

  /** A learner with this many rows of weights, a power of two. */
  Perceptron(int rows) {
    mask = rows - 1;
    weights = new int[rows * LABELS];
    totals = new long[rows * LABELS];
  }

  /** Learns from the sentences so many times, each time in another order. */
  void learn(List<TrainingSentence> sentences, int rounds, long seed) {
    TrainingSentence[] order = sentences.toArray(TrainingSentence[]::new);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < rounds; round++) {
      shuffle(order, random);
      for (TrainingSentence sentence : order) {
        learn(sentence);
      }
    }
  }

  /** The averaged weights, a row of {@link TagLabel#COUNT} for each hash. */
  float[] averages() {
    return averages(weights, totals);
  }

  /** The averaged transitions. */
  float[] transitionAverages() {
    return averages(transitions, transitionTotals);
  }

  private float[] averages(int[] last, long[] sums) {
    float[] averages = new float[last.length];
    for (int i = 0; i < last.length; i++) {
      averages[i] = (float) (last[i] - (double) sums[i] / steps);
    }
    return averages;
  }

  private void learn(TrainingSentence sentence) {
    score(sentence);
    viterbi.decode(scores, transitions, sentence.size(), guess);
    byte[] right = sentence.labels();
    if (!Arrays.equals(guess, 0, right.length, right, 0, right.length)) {
      correct(sentence, right);
    }
    steps++;
  }

  private void score(TrainingSentence sentence) {
    Arrays.fill(scores, 0, sentence.size() * LABELS, 0);
    for (int token = 0; token < sentence.size(); token++) {
      for (int feature : sentence.features(token)) {
        int row = (feature & mask) * LABELS;
        for (int label = 0; label < LABELS; label++) {
          scores[token * LABELS + label] += weights[row + label];
        }
      }
    }
  }

  private void correct(TrainingSentence sentence, byte[] right) {
    for (int token = 0; token < right.length; token++) {
      if (guess[token] != right[token]) {
        for (int feature : sentence.features(token)) {
          int row = (feature & mask) * LABELS;
          change(weights, totals, row + right[token], 1);
          change(weights, totals, row + guess[token], -1);
        }
      }
      if (token > 0) {
        change(transitions, transitionTotals, right[token - 1] * LABELS + right[token], 1);
        change(transitions, transitionTotals, guess[token - 1] * LABELS + guess[token], -1);
      }
    }
  }

  private void change(int[] values, long[] sums, int index, int by) {
    values[index] += by;
    sums[index] += by * steps;
  }

  private static void shuffle(TrainingSentence[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      TrainingSentence moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
  }
}
