package io.tocsin.enrich.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFamiliesTest {

  private static final int MOST_SENSES = 3;
  private static final String HEAD =
      "# The words of topics.txt with their forms and the words that WordNet 3.1 derives from them.\n"
          + "# Made by TopicFamiliesTest. WordNet 3.1 Copyright 2011 by Princeton University. All"
          + " rights reserved; see NOTICE.\n";

  @ParameterizedTest
  @CsvSource({
    "invade, invasion",
    "invade, invaded",
    "evacuate, evacuation",
    "=fight, fought",
    "bombard, bombardment",
    "air raid, air raids"
  })
  void shouldHaveFormsAndDerivations(String seed, String form) throws JWNLException {
    assertThat(new Families().of(seed)).contains(form);
  }

  @Test
  void shouldOnlyInflectAMarkedWord() throws JWNLException {
    assertThat(new Families().of("=pope")).containsExactly("pope", "popes");
  }

  /** The list is written to the build directory, to be taken over where it is another. */
  @Test
  void shouldBeWhatWordNetMakesOfTheTaxonomy() throws IOException, JWNLException {
    StringBuilder made = new StringBuilder(HEAD);
    Families families = new Families();
    for (String seed : seeds()) {
      Set<String> forms = families.of(seed);
      if (forms.size() > 1 || seed.startsWith("=")) {
        made.append(seed).append('\t').append(String.join("|", forms)).append('\n');
      }
    }
    Files.writeString(Path.of("target", WordFamilies.RESOURCE), made);

    try (InputStream in =
        Objects.requireNonNull(WordFamilies.class.getResourceAsStream(WordFamilies.RESOURCE))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .as("copy target/topic-families.tsv beside topics.txt")
          .isEqualTo(made.toString());
    }
  }

  private static Set<String> seeds() {
    Set<String> seeds = new TreeSet<>();
    for (Topic topic : TopicFile.read().topics()) {
      topic.words().stream().filter(Topic.Seed::english).forEach(seed -> seeds.add(seed.word()));
      topic.pairs().stream()
          .flatMap(pair -> Stream.of(pair.first(), pair.second()))
          .forEach(seeds::add);
    }
    seeds.removeIf(seed -> seed.endsWith("*"));
    return seeds;
  }

  /** Makes families. */
  private static final class Families {

    private final Dictionary wordNet;
    private final Inflections inflections;

    Families() throws JWNLException {
      wordNet = Dictionary.getDefaultResourceInstance();
      inflections = new Inflections(wordNet);
    }

    Set<String> of(String seed) throws JWNLException {
      if (seed.startsWith("=")) {
        return inflections.of(seed.substring(1));
      }
      Set<String> forms = inflections.of(seed);
      if (seed.matches("[a-z]{3,}")) {
        for (String derived : derived(seed)) {
          forms.addAll(inflections.of(derived));
        }
      }
      return forms;
    }

    private Set<String> derived(String word) throws JWNLException {
      Set<String> derived = new TreeSet<>();
      for (POS kind : List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE)) {
        IndexWord entry = wordNet.getIndexWord(kind, word);
        if (entry != null) {
          for (Synset sense : entry.getSenses().stream().limit(MOST_SENSES).toList()) {
            addDerived(derived, sense, word);
          }
        }
      }
      return derived;
    }

    private static void addDerived(Set<String> derived, Synset sense, String word)
        throws JWNLException {
      for (Pointer pointer : sense.getPointers(PointerType.DERIVATION)) {
        if (pointer.isLexical()
            && pointer.getSource() instanceof Word source
            && source.getLemma().equals(word)
            && pointer.getTarget() instanceof Word target
            && target.getLemma().matches("[a-z]{4,}")) {
          derived.add(target.getLemma());
        }
      }
    }
  }
}
