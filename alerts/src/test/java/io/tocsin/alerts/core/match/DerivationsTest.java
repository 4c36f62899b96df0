package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivationsTest {

  private static final int MOST_SENSES = 4;
  private static final String HEAD =
      "# Verbs and nouns that WordNet 3.1 calls derivationally related and that KStem does not join,"
          + " by stem.\n"
          + "# Made by DerivationsTest. WordNet 3.1 Copyright 2011 by Princeton University. All"
          + " rights reserved; see NOTICE.\n";

  @ParameterizedTest
  @CsvSource({
    "invade, invasion",
    "invasion, invade",
    "explode, explosion",
    "explosion, explode",
    "withdraw, withdrawal",
    "withdrawal, withdraw"
  })
  void shouldJoinWhatNoStemmerJoins(String word, String derivation) {
    assertThat(Derivations.of(word)).contains(derivation);
  }

  @Test
  void shouldKnowNothingOfMostWords() {
    assertThat(Derivations.of("the")).isEmpty();
  }

  /** The list is written to the build directory, to be taken over where it is another. */
  @Test
  void shouldBeWhatWordNetSays() throws IOException, JWNLException {
    StringBuilder made = new StringBuilder(HEAD);
    related().forEach((stem, others) -> made.append(row(stem, others)));
    Path file = Path.of("target", Derivations.RESOURCE);
    Files.writeString(file, made);

    try (InputStream in =
        Objects.requireNonNull(Derivations.class.getResourceAsStream(Derivations.RESOURCE))) {
      assertThat(in.readAllBytes()).isEqualTo(made.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String row(String stem, Set<String> others) {
    return stem + "\t" + String.join(" ", others) + "\n";
  }

  private static Map<String, Set<String>> related() throws JWNLException, IOException {
    Map<String, Set<String>> related = new TreeMap<>();
    Dictionary wordNet = Dictionary.getDefaultResourceInstance();
    try (Analyzer stems = TextAnalyzers.forQueries("en")) {
      for (POS kind : List.of(POS.VERB, POS.NOUN)) {
        Iterator<IndexWord> words = wordNet.getIndexWordIterator(kind);
        while (words.hasNext()) {
          addRelated(words.next(), stems, related);
        }
      }
    }
    return related;
  }

  private static void addRelated(IndexWord word, Analyzer stems, Map<String, Set<String>> related)
      throws JWNLException, IOException {
    if (!isPlain(word.getLemma())) {
      return;
    }
    String stem = stem(word.getLemma(), stems);
    for (Synset sense : word.getSenses().stream().limit(MOST_SENSES).toList()) {
      for (Pointer pointer : sense.getPointers(PointerType.DERIVATION)) {
        if (pointer.isLexical() && isOf(pointer.getSource(), word) && isVerbOrNoun(pointer)) {
          String other = ((Word) pointer.getTarget()).getLemma();
          String otherStem = isPlain(other) ? stem(other, stems) : stem;
          if (!otherStem.equals(stem)) {
            related.computeIfAbsent(stem, s -> new TreeSet<>()).add(otherStem);
          }
        }
      }
    }
  }

  private static boolean isOf(Object source, IndexWord word) {
    return source instanceof Word w && w.getLemma().equalsIgnoreCase(word.getLemma());
  }

  private static boolean isVerbOrNoun(Pointer pointer) throws JWNLException {
    POS target = pointer.getTarget().getPOS();
    return target != pointer.getSource().getPOS() && (target == POS.VERB || target == POS.NOUN);
  }

  private static boolean isPlain(String lemma) {
    return lemma.matches("[a-z]{3,}");
  }

  private static String stem(String word, Analyzer stems) throws IOException {
    try (TokenStream stream = stems.tokenStream(Fields.BODY, word)) {
      CharTermAttribute form = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      stream.incrementToken();
      String stem = form.toString();
      stream.end();
      return stem;
    }
  }
}
