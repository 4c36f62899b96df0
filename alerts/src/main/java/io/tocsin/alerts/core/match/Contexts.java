package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.HitContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contexts of places in one text. A sentence is read once, however many places it has; what is
 * negated is not planned either.
 */
final class Contexts {

  private static final Map<String, Map<HitContext, Cues>> BY_LANGUAGE =
      Map.of(
          "en", english(),
          "de", Map.of(HitContext.NEGATED, Cues.GERMAN),
          "fr", Map.of(HitContext.NEGATED, Cues.FRENCH),
          "es", Map.of(HitContext.NEGATED, Cues.SPANISH),
          "ru", Map.of(HitContext.NEGATED, Cues.RUSSIAN),
          "uk", Map.of(HitContext.NEGATED, Cues.UKRAINIAN));

  private final String text;
  private final Map<HitContext, Cues> cues;
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
    this.cues = BY_LANGUAGE.getOrDefault(primary.equals("und") ? "en" : primary, Map.of());
  }

  private static Map<HitContext, Cues> english() {
    Map<HitContext, Cues> cues = new EnumMap<>(HitContext.class);
    cues.put(HitContext.NEGATED, Cues.ENGLISH);
    cues.put(HitContext.PLANNED, EnglishCues.PLANNED);
    cues.put(HitContext.PAST, EnglishCues.PAST);
    cues.put(HitContext.DRILL, EnglishCues.DRILL);
    return cues;
  }

  /** The sentence that the character at {@code start} is in. */
  Highlight sentence(int start) {
    return at(start).place();
  }

  /** The contexts of the characters from {@code start} to {@code end}. */
  Set<HitContext> of(int start, int end) {
    Sentence sentence = at(start);
    List<String> before = sentence.before(start);
    List<String> after = sentence.after(end);
    Set<HitContext> contexts = EnumSet.noneOf(HitContext.class);
    cues.forEach(
        (context, words) -> {
          boolean asked = context != HitContext.PLANNED || !contexts.contains(HitContext.NEGATED);
          if (asked && words.reach(before, after)) {
            contexts.add(context);
          }
        });
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
    Sentence sentence = Sentence.around(text, start);
    sentences.add(sentence);
    return sentence;
  }
}
