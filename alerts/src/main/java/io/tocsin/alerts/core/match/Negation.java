package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether words are negated, by cues within their sentence: after the idea of NegEx (Chapman
 * et al. 2001, J. Biomed. Inform. 34) a cue reaches a few words forwards or backwards, a
 * conjunction such as "but" stops it, and phrases that only look like negation ("not only", "no
 * choice but to") are passed over.
 */
final class Negation {

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}\\p{N}'-]+|[.,;:!?—–…()]");
  private static final Map<String, Negation> BY_LANGUAGE =
      Map.of(
          "en", new Negation(NegationCues.ENGLISH),
          "de", new Negation(NegationCues.GERMAN),
          "fr", new Negation(NegationCues.FRENCH),
          "es", new Negation(NegationCues.SPANISH),
          "ru", new Negation(NegationCues.RUSSIAN),
          "uk", new Negation(NegationCues.UKRAINIAN));
  private static final Negation NONE = new Negation(NegationCues.NONE);

  private final NegationCues cues;

  private Negation(NegationCues cues) {
    this.cues = cues;
  }

  /**
   * For texts in the language of a BCP 47 tag, English where it is unknown. In a language without
   * cues nothing is negated.
   */
  static Negation of(String tag) {
    int dash = tag.indexOf('-');
    String primary = dash < 0 ? tag : tag.substring(0, dash);
    return BY_LANGUAGE.getOrDefault(primary.equals("und") ? "en" : primary, NONE);
  }

  /** Whether the characters from {@code start} to {@code end} are negated within their sentence. */
  boolean negates(String text, int start, int end) {
    Highlight sentence = Sentences.around(text, start);
    int from = Math.min(sentence.start(), start);
    int to = Math.max(sentence.end(), end);
    return negatedFromBefore(tokens(text.substring(from, start)))
        || negatedFromAfter(tokens(text.substring(end, to)));
  }

  private boolean negatedFromBefore(List<String> words) {
    BitSet lookalike = lookalikes(words);
    for (int at = words.size() - 1; at >= 0 && !cues.stops(words.get(at)); at--) {
      if (!lookalike.get(at) && reaches(cues.before(), words, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(CueIndex cues, List<String> words, int at) {
    for (NegationCues.Cue cue : cues.at(words, at)) {
      if (words.size() - at - cue.length() <= cue.reach()) {
        return true;
      }
    }
    return false;
  }

  private boolean negatedFromAfter(List<String> words) {
    BitSet lookalike = lookalikes(words);
    for (int at = 0; at < words.size() && !cues.stops(words.get(at)); at++) {
      for (NegationCues.Cue cue : cues.after().at(words, at)) {
        if (!lookalike.get(at) && at <= cue.reach()) {
          return true;
        }
      }
    }
    return false;
  }

  private BitSet lookalikes(List<String> words) {
    BitSet covered = new BitSet();
    for (int at = 0; at < words.size(); at++) {
      for (NegationCues.Cue cue : cues.lookalikes().at(words, at)) {
        covered.set(at, at + cue.length());
      }
    }
    return covered;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher words = TOKEN.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    while (words.find()) {
      tokens.add(words.group());
    }
    return tokens;
  }
}
