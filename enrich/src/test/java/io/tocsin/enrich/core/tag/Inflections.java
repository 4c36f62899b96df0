package io.tocsin.enrich.core.tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.Exc;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.dictionary.Dictionary;

/** English plurals and verb forms: by rule, and the irregular ones of WordNet. */
final class Inflections {

  private final Dictionary wordNet;
  private final Map<String, Set<String>> irregular = new HashMap<>();

  Inflections(Dictionary wordNet) throws JWNLException {
    this.wordNet = wordNet;
    for (POS kind : List.of(POS.NOUN, POS.VERB)) {
      Iterator<Exc> exceptions = wordNet.getExceptionIterator(kind);
      while (exceptions.hasNext()) {
        Exc exception = exceptions.next();
        for (String lemma : exception.getExceptions()) {
          irregular
              .computeIfAbsent(kind + lemma, key -> new TreeSet<>())
              .add(exception.getLemma().replace('_', ' '));
        }
      }
    }
  }

  /** The forms of a word or of the last word of a phrase, itself among them. */
  Set<String> of(String phrase) throws JWNLException {
    Set<String> forms = new TreeSet<>(Set.of(phrase));
    int space = phrase.lastIndexOf(' ') + 1;
    String head = phrase.substring(0, space);
    for (String form : ofWord(phrase.substring(space), space > 0)) {
      forms.add(head + form);
    }
    return forms;
  }

  private List<String> ofWord(String word, boolean inPhrase) throws JWNLException {
    if (!word.matches("[a-z]{3,}")) {
      return List.of();
    }
    List<String> forms = new ArrayList<>();
    boolean verb = !inPhrase && isWord(POS.VERB, word);
    if (isWord(POS.NOUN, word) || verb) {
      forms.addAll(withS(word));
      forms.addAll(irregular.getOrDefault(POS.NOUN + word, Set.of()));
    }
    if (verb) {
      forms.addAll(pastAndGerund(word));
      forms.addAll(irregular.getOrDefault(POS.VERB + word, Set.of()));
    }
    return forms;
  }

  private boolean isWord(POS kind, String word) throws JWNLException {
    return wordNet.getIndexWord(kind, word) != null;
  }

  private static List<String> withS(String word) {
    if (word.matches(".*[^aeiou]y")) {
      return List.of(word.substring(0, word.length() - 1) + "ies");
    }
    return List.of(word + (word.matches(".*(s|x|z|ch|sh)") ? "es" : "s"));
  }

  private static List<String> pastAndGerund(String word) {
    String stem = word.substring(0, word.length() - 1);
    if (word.matches(".*[^aeiou]y")) {
      return List.of(stem + "ied", word + "ing");
    }
    if (word.endsWith("e")) {
      return List.of(word + "d", word.endsWith("ee") ? word + "ing" : stem + "ing");
    }
    List<String> forms = new ArrayList<>(List.of(word + "ed", word + "ing"));
    if (word.matches("(.*[^aeiou])?[aeiou][bdgklmnprt]")) {
      String last = word.substring(word.length() - 1);
      Collections.addAll(forms, word + last + "ed", word + last + "ing");
    }
    return forms;
  }
}
