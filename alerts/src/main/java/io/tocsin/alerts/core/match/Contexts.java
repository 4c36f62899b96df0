package io.tocsin.alerts.core.match;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.HitContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The contexts of places in one text. A sentence is read once, however many places it has; what is
 * negated is not planned either.
 */
final class Contexts {

  private static final Map<String, LanguageCues> BY_LANGUAGE =
      Stream.of("en", "de", "fr", "es", "ru", "uk")
          .collect(toUnmodifiableMap(l -> l, language -> new LanguageCues(CueFile.of(language))));

  private final String text;
  private final LanguageCues cues;
  private final boolean hasQuotes;
  private final List<Sentence> sentences = new ArrayList<>();

  /**
   * Of a text.
   *
   * @param language BCP 47 tag; English where it is unknown. In a language without cues only
   *     quotation is seen
   */
  Contexts(String language, String text) {
    int dash = language.indexOf('-');
    String primary = dash < 0 ? language : language.substring(0, dash);
    this.text = text;
    this.hasQuotes = Quotation.isIn(text);
    this.cues = BY_LANGUAGE.getOrDefault(primary.equals("und") ? "en" : primary, LanguageCues.NONE);
  }

  /** The sentence that the character at {@code start} is in. */
  Highlight sentence(int start) {
    return at(start).place();
  }

  /** The contexts of the characters from {@code start} to {@code end}. */
  Set<HitContext> of(int start, int end) {
    Set<HitContext> contexts = cues.contexts(at(start), start, end);
    if (hasQuotes && Quotation.holds(text, start, end)) {
      contexts.add(HitContext.QUOTED);
    }
    return contexts;
  }

  private Sentence at(int start) {
    for (Sentence sentence : sentences) {
      if (sentence.place().start() <= start && start < sentence.place().end()) {
        return sentence;
      }
    }
    Sentence sentence = Sentence.around(text, start, cues);
    sentences.add(sentence);
    return sentence;
  }
}
