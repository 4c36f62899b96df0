package io.tocsin.training;

import io.tocsin.enrich.core.tagger.ModelFile;
import io.tocsin.enrich.core.tagger.ModelParts;
import io.tocsin.enrich.core.tagger.WordClusters;
import io.tocsin.enrich.evaluate.BioFile;
import io.tocsin.enrich.evaluate.TaggedText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Corpora in, the tagger's model out; the same corpora and seed give the same bytes. */
@Command(
    name = "train",
    description =
        "Trains the English tagger from tagged corpora and from text that a teacher tags.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the spec and what is required
final class TrainCommand implements Callable<Integer> {

  /** What the model card names; anything else must be asked for. */
  private static final List<String> CORPORA =
      List.of(
          "wikigold.bio.gz",
          "wnut17.train.bio.gz",
          "btcx.a.bio.gz",
          "btcx.b.bio.gz",
          "btcx.e.bio.gz",
          "btcx.f.bio.gz",
          "btcx.g.bio.gz",
          "btcx.h.bio.gz",
          "gumg.news.bio.gz",
          "gumg.interview.bio.gz",
          "gumg.academic.bio.gz",
          "gumg.court.bio.gz");

  private static final int LONGEST_HEADLINE = 20;
  private static final String UNTAGGED = "gmb.tokens.gz";

  @Spec private CommandSpec spec;

  @Option(names = "--corpora", required = true, paramLabel = "DIR", description = "The corpora.")
  private Path corpora;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model.")
  private Path out;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "What the teacher says; made where it is missing (a minute, 2 GB).")
  private Path labels;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "FILE",
      description = "Corpora that are held out.")
  private List<String> without = List.of();

  @Option(
      names = "--headlines",
      defaultValue = "3",
      paramLabel = "N",
      description = "Every so many of the short sentences is learnt as a headline too; 0 for none.")
  private int headlines;

  @Option(names = "--seed", defaultValue = "1", description = "Of the order of sentences.")
  private long seed;

  @Option(names = "--rounds", defaultValue = "8", description = "Passes over the corpora.")
  private int rounds;

  @Option(names = "--bits", defaultValue = "20", description = "Of the hash of features.")
  private int bits;

  static CommandLine commandLine() {
    return new CommandLine(new TrainCommand());
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    if (!Files.exists(labels)) {
      new Teacher().label(corpora.resolve(UNTAGGED), labels);
    }
    ClusterLexicon lexicon = ClusterLexicon.read();
    List<TrainingSentence> sentences = sentences(lexicon.toClusters());
    terminal.println(sentences.size() + " sentences");
    Perceptron perceptron = new Perceptron(1 << bits);
    perceptron.learn(sentences, rounds, seed);
    ModelParts parts = Quantiser.parts(lexicon, perceptron);
    try (OutputStream file = Files.newOutputStream(out)) {
      ModelFile.write(parts, file);
    }
    terminal.println("written: " + out + ", " + Files.size(out) + " bytes");
    terminal.flush();
    return 0;
  }

  private List<TrainingSentence> sentences(WordClusters clusters) throws IOException {
    List<TrainingSentence> sentences = new ArrayList<>();
    for (String corpus : CORPORA) {
      if (!without.contains(corpus)) {
        add(sentences, corpora.resolve(corpus), clusters);
      }
    }
    add(sentences, labels, clusters);
    return sentences;
  }

  private void add(List<TrainingSentence> sentences, Path file, WordClusters clusters)
      throws IOException {
    int shortOnes = 0;
    for (TaggedText text : BioFile.read(file)) {
      List<TrainingSentence> read = TrainingSentence.of(text, clusters);
      sentences.addAll(read);
      boolean isShort = read.size() == 1 && read.get(0).size() <= LONGEST_HEADLINE;
      if (isShort && headlines > 0 && shortOnes++ % headlines == 0) {
        boolean every = shortOnes / headlines % 2 == 0;
        sentences.addAll(TrainingSentence.of(text.titleCased(every), clusters));
      }
    }
  }
}
