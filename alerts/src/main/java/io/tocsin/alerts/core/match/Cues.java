package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of one language that put what stands near them into a context: that negate it, say.
 * After the idea of NegEx (Chapman et al. 2001, J. Biomed. Inform. 34) a cue reaches a few words
 * forwards or backwards within its sentence, a conjunction such as "but" stops it, and phrases that
 * only look like a cue ("not only", "no choice but to") are passed over.
 *
 * @param before cues that stand before what they reach
 * @param after cues that stand behind it
 * @param lookalikes phrases that hold a cue and mean nothing
 * @param stopWords words and signs that no cue reaches across
 */
record Cues(CueIndex before, CueIndex after, CueIndex lookalikes, Set<String> stopWords) {

  private static final Set<String> SIGNS = Set.of(";", ":", "—", "–", "(", ")", "!", "?");

  private static final String NOT_SO =
      "planned|needed|necessary|required|expected|ordered|issued|imminent|inevitable|mandatory|"
          + "justified|happening|happen|considered|true|possible|announced|foreseen|going|under|on";

  static final Cues NONE = new Cues(cues(), cues(), cues(), Set.of());

  static final Cues ENGLISH =
      new Cues(
          cues(
              "3 no",
              "6 no plan|plans|need|order|orders|intention|intent|sign|signs|evidence|reason|word",
              "6 no _ plan|plans|need|order|orders|intention|intent|sign|signs|evidence|reason",
              "4 not|cannot|*n't|never|neither|nor",
              "3 without|instead",
              "2 rather than",
              "8 deny|denies|denied|denying|denial",
              "6 rule|rules|ruled|ruling out",
              "6 rejects|rejected|dismissed|dismisses|debunks|debunked",
              "6 false|unfounded|fake|baseless reports|rumours|rumors|claims|claim|report|alarm",
              "4 refused|refuses|refusing|declined|declines to",
              "4 stopped|stops|stop short of",
              "4 advise|advised|advises against",
              "3 lifted|lifts|lifting|cancels|cancelled|canceled",
              "3 called|calls off",
              "6 no prospect|chance|question|cause|indication|intentions",
              "6 no _ prospect|chance|question|cause|indication",
              "4 nobody|none was|were|is|has|have|had|will",
              "5 none of",
              "4 nothing suggests|indicates",
              "4 has|have|had yet to",
              "8 not|*n't think|believe|expect|intend|plan|want",
              "5 at no point|time",
              "6 far from",
              "6 unlikely",
              "4 hardly|barely anyone|anybody|any",
              "6 voted against",
              "4 averted|averts|prevented|prevents|foiled|thwarted|avoided|avoids",
              "3 spared"),
          cues(
              "5 ruled out",
              "3 failed to happen|materialise|materialize",
              "3 was|were|is|been averted|prevented|foiled|thwarted|avoided|dropped|shelved",
              "6 turned out to be false|fake|untrue",
              "5 is|was|were|are a mistake|hoax|fabrication",
              "5 is|was|were|are unfounded|fake|fabricated|absurd|withdrawn",
              "4 is|are|was|were|been|be off the table",
              "4 lifted|cancelled|canceled",
              "4 called off",
              "4 is|are|was|were|been denied|false|untrue|unnecessary",
              "4 is|are|was|were|be|been|has|have|had|will|would not " + NOT_SO,
              "4 is|are|was|were|be|been|has|have|had|will|would not yet|currently|be|been "
                  + NOT_SO,
              "4 isn't|aren't|wasn't|weren't|won't|wouldn't " + NOT_SO,
              "4 isn't|aren't|wasn't|weren't|hasn't|haven't|won't|wouldn't yet|currently|be|been "
                  + NOT_SO),
          cues(
              "0 no ,|.|doubt|matter|wonder|less|fewer|warning",
              "0 no choice|option|alternative but",
              "0 no time to lose|waste|spare",
              "0 no later than",
              "0 not only|just|merely|simply|until",
              "0 or|if|why not",
              "0 can|could not rule out|exclude",
              "0 cannot|can't|couldn't rule out",
              "0 cannot|can't|couldn't exclude|deny",
              "0 not|*n't rule|ruled|ruling out",
              "0 not|*n't been ruled out",
              "0 not|*n't yet ruled out",
              "0 not|*n't deny|denied|hesitate|wait|delay|fail|forget|ignore",
              "0 never before|again",
              "0 nobody|none was|were injured|hurt|killed",
              "0 not immediately|clear|known|surprise|over|everyone|least|enough|prevent|stop|avert",
              "0 not going to end",
              "0 not be confirmed|verified",
              "0 without warning|notice|delay|hesitation|exception|waiting"),
          stops(
              "but",
              "however",
              "although",
              "though",
              "and",
              "because",
              "until",
              "unless",
              "while",
              "if",
              "when",
              "which",
              "after"));

  static final Cues GERMAN =
      new Cues(
          cues(
              "4 kein|keine|keinen|keiner|keinem|keines|keinerlei|nicht|nie|niemals|weder",
              "3 ohne|statt",
              "8 dementiert|dementierte|dementieren|bestreitet|bestritt|leugnet|leugnete"),
          cues(
              "4 nicht geplant|nötig|notwendig|erforderlich|vorgesehen|angeordnet|erwartet",
              "5 ausgeschlossen|abgesagt|aufgehoben|dementiert|dementierte",
              "2 nicht"),
          cues(
              "0 nicht nur|ausgeschlossen|zögern",
              "0 kein zweifel|geringerer",
              "0 ohne vorwarnung"),
          stops("aber", "sondern", "jedoch", "doch", "und", "weil", "obwohl", "während", "wenn"));

  static final Cues FRENCH =
      new Cues(
          cues(
              "4 pas|aucun|aucune|jamais|ni",
              "3 sans",
              "8 dément|démenti|démentent|nie|nient",
              "6 exclu|exclut|excluent|écarté|écarte"),
          cues(
              "4 n'est|n'était|n'a pas",
              "4 ne sera|seront|sont pas",
              "5 exclue|exclu|écartée|écarté|annulée|annulé|démentie|levée"),
          cues("0 pas seulement|que|moins", "0 sans délai|attendre|tarder", "0 pas exclu|exclue"),
          stops("mais", "cependant", "toutefois", "et", "car", "parce", "bien", "si"));

  static final Cues SPANISH =
      new Cues(
          cues(
              "4 no|nunca|jamás|ningún|ninguna|ni|tampoco",
              "3 sin",
              "8 niega|niegan|negó|negaron|desmiente|desmienten|desmintió",
              "6 descarta|descartan|descartó|descartaron"),
          cues(
              "4 no está|es|será|fue|se|ha",
              "5 descartada|descartado|cancelada|cancelado|desmentida|suspendida"),
          cues("0 no ,|solo|sólo", "0 sin demora|previo|aviso", "0 no descarta|descartan|descartó"),
          stops("pero", "sino", "embargo", "aunque", "y", "porque", "mientras", "si"));

  static final Cues RUSSIAN =
      new Cues(
          cues(
              "3 не|ни|никогда",
              "4 нет|никакой|никакого|никаких|без",
              "8 отрицает|отрицают|отрицал|отрицала|опроверг|опровергла|опровергают|опровергает",
              "6 исключил|исключила|исключает|исключили"),
          cues(
              "3 не планируется|планируют|требуется|будет|ожидается|объявлена|объявлялась|нужна",
              "5 исключена|исключено|отменена|отменено"),
          cues("0 не только|исключено|исключает|исключил|исключают", "0 без предупреждения"),
          stops("но", "а", "однако", "хотя", "и", "потому", "если", "пока"));

  static final Cues UKRAINIAN =
      new Cues(
          cues(
              "3 не|ні|ніколи",
              "4 немає|нема|жодної|жодних|жодного|без",
              "8 заперечує|заперечують|заперечив|заперечила|спростував|спростувала|спростовують",
              "6 виключив|виключила|виключає"),
          cues(
              "3 не планується|планують|потрібна|буде|очікується|оголошена|оголошували",
              "5 виключена|виключено|скасована|скасовано"),
          cues("0 не лише|тільки|виключено|виключає", "0 без попередження"),
          stops("але", "а", "однак", "проте", "хоча", "і", "та", "якщо", "поки"));

  /** Whether a cue reaches what stands between these words of a sentence. */
  boolean reach(List<String> wordsBefore, List<String> wordsAfter) {
    return reachForwards(wordsBefore) || reachBackwards(wordsAfter);
  }

  private boolean reachForwards(List<String> words) {
    if (before.isEmpty()) {
      return false;
    }
    BitSet lookalike = lookalikes(words);
    for (int at = words.size() - 1; at >= 0 && !stopWords.contains(words.get(at)); at--) {
      for (Cue cue : before.at(words, at)) {
        if (!lookalike.get(at) && words.size() - at - cue.length() <= cue.reach()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean reachBackwards(List<String> words) {
    if (after.isEmpty()) {
      return false;
    }
    BitSet lookalike = lookalikes(words);
    for (int at = 0; at < words.size() && !stopWords.contains(words.get(at)); at++) {
      for (Cue cue : after.at(words, at)) {
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
      for (Cue cue : lookalikes.at(words, at)) {
        covered.set(at, at + cue.length());
      }
    }
    return covered;
  }

  static CueIndex cues(String... lines) {
    return new CueIndex(Stream.of(lines).map(Cue::parse).toList());
  }

  static Set<String> stops(String... words) {
    List<String> all = new ArrayList<>(SIGNS);
    all.addAll(List.of(words));
    return Set.copyOf(all);
  }

  /**
   * Words in a row, each with its alternatives.
   *
   * @param words alternatives by place; {@code _} is any word, {@code *n't} one that ends so,
   *     {@code #} a year long ago
   * @param reach how many words may stand between the cue and what it negates
   */
  record Cue(List<List<String>> words, int reach) {

    /** From the form {@code 6 rule|ruled out}: reach, then the words with their alternatives. */
    static Cue parse(String line) {
      List<String> parts = List.of(line.split(" "));
      return new Cue(
          parts.stream().skip(1).map(part -> List.of(part.split("\\|"))).toList(),
          Integer.parseInt(parts.get(0)));
    }

    int length() {
      return words.size();
    }

    boolean standsAt(List<String> text, int at) {
      if (at + words.size() > text.size()) {
        return false;
      }
      for (int i = 0; i < words.size(); i++) {
        String word = text.get(at + i);
        if (!isOneOf(words.get(i), word)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isOneOf(List<String> alternatives, String word) {
      for (String alternative : alternatives) {
        if (isSame(alternative, word)) {
          return true;
        }
      }
      return false;
    }

    /** The number of a year that is history whenever this is read, with or without an s. */
    private static boolean isYear(String alternative, String word) {
      return alternative.equals(CueIndex.YEAR) && CueIndex.isYear(word);
    }

    private static boolean isSame(String alternative, String word) {
      if (alternative.charAt(0) == '*') {
        return word.endsWith(alternative.substring(1));
      }
      return alternative.equals("_") || alternative.equals(word) || isYear(alternative, word);
    }
  }
}
