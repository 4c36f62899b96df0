package io.tocsin.training;

import edu.emory.mathcs.nlp.component.template.node.NLPNode;
import edu.emory.mathcs.nlp.decode.NLPDecoder;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.tagger.Sentence;
import io.tocsin.enrich.core.tagger.Tokenizer;
import io.tocsin.enrich.evaluate.BioFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Labels text by nlp4j-english, whose conventions (OntoNotes) are turned into those of the other
 * corpora: no article before a name, no possessive behind it, the houses of governments are places.
 */
final class Teacher {

  private static final String LEXICA = "edu/emory/mathcs/nlp/lexica/en-";
  private static final String MODELS = "edu/emory/mathcs/nlp/models/en-";
  private static final String CONFIGURATION =
      "<configuration><tsv><column index=\"1\" field=\"form\"/></tsv><lexica>"
          + lexicon(
              "ambiguity_classes",
              "word_form_simplified_lowercase",
              "ambiguity-classes-simplified-lowercase")
          + lexicon(
              "word_clusters",
              "word_form_simplified_lowercase",
              "brown-clusters-simplified-lowercase")
          + lexicon("word_embeddings", "word_form_undigitalized", "word-embeddings-undigitalized")
          + lexicon(
              "named_entity_gazetteers",
              "word_form_simplified",
              "named-entity-gazetteers-simplified")
          + "</lexica><models><pos>"
          + MODELS
          + "pos.xz</pos><ner>"
          + MODELS
          + "ner.xz</ner></models></configuration>";
  private static final Set<String> HOUSES = Set.of("White House", "Kremlin");

  /** Half the name of an office (Secretary of State), which names nobody. */
  private static final Set<String> OFFICES = Set.of("State", "Defense", "Defence", "Cabinet");

  private final NLPDecoder decoder =
      new NLPDecoder(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));

  /**
   * Labels tokens, one a line with a blank line between sentences, and writes them with BIO tags.
   */
  void label(Path tokens, Path labels) throws IOException {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(BioFile.open(tokens), StandardCharsets.UTF_8));
        BufferedWriter out = Files.newBufferedWriter(labels)) {
      StringJoiner text = new StringJoiner(" ");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isBlank()) {
          label(text.toString(), out);
          text = new StringJoiner(" ");
        } else {
          text.add(line.strip());
        }
      }
      label(text.toString(), out);
    }
  }

  private void label(String text, BufferedWriter out) throws IOException {
    Tokenizer tokenizer = new Tokenizer(text);
    Sentence sentence = new Sentence();
    while (tokenizer.next(sentence)) {
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < sentence.size(); i++) {
        tokens.add(text.substring(sentence.start(i), sentence.end(i)));
      }
      String[] tags = tags(tokens);
      for (int i = 0; i < tags.length; i++) {
        out.write(tokens.get(i) + "\t" + tags[i] + "\n");
      }
      out.write("\n");
    }
  }

  private String[] tags(List<String> tokens) {
    NLPNode[] nodes = new NLPNode[tokens.size() + 1];
    nodes[0] = new NLPNode();
    nodes[0].toRoot();
    for (int i = 0; i < tokens.size(); i++) {
      nodes[i + 1] = new NLPNode(i + 1, tokens.get(i));
    }
    decoder.decode(nodes);
    String[] tags = new String[tokens.size()];
    Arrays.fill(tags, "O");
    int first = 0;
    for (int i = 0; i < tags.length; i++) {
      String tag = nodes[i + 1].getNamedEntityTag();
      EntityType type = BioFile.type(tag);
      first = tag.startsWith("B") || tag.startsWith("U") ? i : first;
      if (type != null && (tag.startsWith("L") || tag.startsWith("U"))) {
        mark(tokens, tags, first, i, type);
      }
    }
    return tags;
  }

  private static void mark(
      List<String> tokens, String[] tags, int first, int last, EntityType type) {
    boolean article = tokens.get(first).equalsIgnoreCase("the") && last > first;
    int from = article && !tokens.get(first + 1).equals("Hague") ? first + 1 : first;
    int to = tokens.get(last).equals("'s") && last > from ? last - 1 : last;
    if (from == to && OFFICES.contains(tokens.get(from))) {
      return;
    }
    boolean house = HOUSES.contains(String.join(" ", tokens.subList(from, to + 1)));
    String name = code(house ? EntityType.PLACE : type);
    for (int i = from; i <= to; i++) {
      tags[i] = (i == from ? "B-" : "I-") + name;
    }
  }

  private static String code(EntityType type) {
    return switch (type) {
      case PERSON -> "PER";
      case PLACE -> "LOC";
      case ORGANISATION -> "ORG";
    };
  }

  private static String lexicon(String element, String field, String file) {
    return "<%1$s field=\"%2$s\">%3$s%4$s.xz</%1$s>".formatted(element, field, LEXICA, file);
  }
}
