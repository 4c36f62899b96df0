package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.HitContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.analysis.CharArrayMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language that put what stands near them into a context: that negate it, say.
 * After the idea of NegEx (Chapman et al. 2001, J. Biomed. Inform. 34) a cue reaches a few words
 * forwards or backwards within its sentence, a conjunction such as "but" stops it, and phrases that
 * only look like a cue ("not only", "no choice but to") are passed over.
 *
 * <p>A word of a text is looked up once, whatever the number of cues and contexts; nearly all words
 * begin none.
 */
final class LanguageCues {

  /** For languages without cues. */
  static final LanguageCues NONE = new LanguageCues();

  private static final List<String> SIGNS = List.of(";", ":", "—", "–", "(", ")", "!", "?");
  private static final String CONTRACTION = "n't";
  private static final int FEW = 256;

  private final List<HitContext> contexts;
  private final CharArrayMap<CueWord> words = new CharArrayMap<>(FEW, false);
  private final CueWord contraction;

  private LanguageCues() {
    this.contexts = List.of();
    this.contraction = new CueWord();
  }

  LanguageCues(CueFile file) {
    this.contexts = file.contexts();
    for (HitContext context : contexts) {
      file.before(context).forEach(cue -> add(cue, word -> word.addBefore(context, cue)));
      file.after(context).forEach(cue -> add(cue, word -> word.addAfter(context, cue)));
      file.lookalikes(context).forEach(cue -> add(cue, word -> word.addLookalike(context, cue)));
      file.stops(context).forEach(word -> word(word).stop(context));
      SIGNS.forEach(sign -> word(sign).stop(context));
    }
    this.contraction = word("*" + CONTRACTION);
    words.forEach(
        (text, word) -> {
          if (new String((char[]) text).endsWith(CONTRACTION) && word != contraction) {
            word.addAll(contraction);
          }
        });
  }

  private void add(Cue cue, Consumer<CueWord> to) {
    cue.words().get(0).stream().distinct().forEach(first -> to.accept(word(first)));
  }

  private CueWord word(String text) {
    CueWord known = words.get(text);
    if (known != null) {
      return known;
    }
    CueWord word = new CueWord();
    words.put(text, word);
    return word;
  }

  /** What a word in lower case is to cues; null for nothing, as nearly all are. */
  @Nullable CueWord find(char[] text, int start, int length) {
    CueWord word = words.get(text, start, length);
    if (word != null) {
      return word;
    }
    if (length > 2 && text[start + length - 1] == 't' && text[start + length - 2] == '\'') {
      return text[start + length - 3] == 'n' ? contraction : null;
    }
    boolean mayBeYear = text[start] == '1' || text[start] == '2';
    return mayBeYear && Cue.isYear(new String(text, start, length)) ? words.get(Cue.YEAR) : null;
  }

  /** The contexts whose cues reach the characters from {@code start} to {@code end}. */
  Set<HitContext> contexts(Sentence sentence, int start, int end) {
    Set<HitContext> found = EnumSet.noneOf(HitContext.class);
    for (HitContext context : contexts) {
      boolean asked = context != HitContext.PLANNED || !found.contains(HitContext.NEGATED);
      if (asked
          && (isReachedForwards(context, sentence, start)
              || isReachedBackwards(context, sentence, end))) {
        found.add(context);
      }
    }
    return found;
  }

  private static boolean isReachedForwards(HitContext context, Sentence sentence, int start) {
    int to = sentence.wordsBefore(start);
    int from = Math.max(0, to - Sentence.FARTHEST);
    for (int at = to - 1; at >= from; at--) {
      CueWord word = sentence.cueWord(at);
      if (word == null) {
        continue;
      }
      if (word.stops(context)) {
        return false;
      }
      for (Cue cue : word.before(context)) {
        if (to - at - cue.length() <= cue.reach()
            && cue.standsAt(sentence, at, to)
            && !isLookalike(context, sentence, from, at, to)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isReachedBackwards(HitContext context, Sentence sentence, int end) {
    int from = sentence.wordsThrough(end);
    int to = Math.min(sentence.size(), from + Sentence.FARTHEST);
    for (int at = from; at < to; at++) {
      CueWord word = sentence.cueWord(at);
      if (word == null) {
        continue;
      }
      if (word.stops(context)) {
        return false;
      }
      for (Cue cue : word.after(context)) {
        if (at - from <= cue.reach()
            && cue.standsAt(sentence, at, to)
            && !isLookalike(context, sentence, from, at, to)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a word belongs to a phrase within a range that means nothing. */
  private static boolean isLookalike(
      HitContext context, Sentence sentence, int from, int at, int to) {
    for (int begin = from; begin <= at; begin++) {
      CueWord word = sentence.cueWord(begin);
      for (Cue phrase : word == null ? List.<Cue>of() : word.lookalikes(context)) {
        if (begin + phrase.length() > at && phrase.standsAt(sentence, begin, to)) {
          return true;
        }
      }
    }
    return false;
  }
}
