package io.tocsin.enrich.core.language;

import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the letters of a text say about its language. */
final class Scripts {

  /** A script must have this share of the letters to be the script of the text. */
  private static final double DOMINANT = 0.6;

  /** Letters below are Latin ones; most texts have no others. */
  private static final int BEHIND_LATIN = 0x02B0;

  /** Languages that are written in more than one script today. */
  private static final Set<String> SEVERAL_SCRIPTS =
      Set.of("sr", "bs", "uz", "az", "kk", "tk", "ky", "tg", "mn", "pa", "ku", "ms", "ha", "sd");

  /** Scripts that, in news, belong to one language. */
  private static final Map<UnicodeScript, String> ONE_LANGUAGE =
      Map.ofEntries(
          Map.entry(UnicodeScript.HANGUL, "ko"),
          Map.entry(UnicodeScript.HIRAGANA, "ja"),
          Map.entry(UnicodeScript.HAN, "zh"),
          Map.entry(UnicodeScript.HEBREW, "he"),
          Map.entry(UnicodeScript.GREEK, "el"),
          Map.entry(UnicodeScript.THAI, "th"),
          Map.entry(UnicodeScript.LAO, "lo"),
          Map.entry(UnicodeScript.KHMER, "km"),
          Map.entry(UnicodeScript.MYANMAR, "my"),
          Map.entry(UnicodeScript.GEORGIAN, "ka"),
          Map.entry(UnicodeScript.ARMENIAN, "hy"),
          Map.entry(UnicodeScript.DEVANAGARI, "hi"),
          Map.entry(UnicodeScript.BENGALI, "bn"),
          Map.entry(UnicodeScript.TAMIL, "ta"),
          Map.entry(UnicodeScript.TELUGU, "te"),
          Map.entry(UnicodeScript.GUJARATI, "gu"),
          Map.entry(UnicodeScript.SINHALA, "si"),
          Map.entry(UnicodeScript.ETHIOPIC, "am"));

  /** By language; as many as ISO 639 has codes, for others are not asked for. */
  private static final Map<String, Set<UnicodeScript>> USUAL = new ConcurrentHashMap<>();

  private final Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
  private final int total;

  Scripts(String text) {
    int latin = 0;
    int others = 0;
    for (int i = 0; i < text.length(); ) {
      int at = text.codePointAt(i);
      i += Character.charCount(at);
      if (Character.isLetter(at)) {
        if (at < BEHIND_LATIN) {
          latin++;
        } else {
          letters.merge(scriptOf(at), 1, Integer::sum);
          others++;
        }
      }
    }
    if (latin > 0) {
      letters.merge(UnicodeScript.LATIN, latin, Integer::sum);
    }
    total = latin + others;
  }

  /** How many letters the text has. */
  int letters() {
    return total;
  }

  /**
   * The script of most letters, if it has {@value #DOMINANT} of them. Kana and Han count as one.
   */
  Optional<UnicodeScript> dominant() {
    for (Map.Entry<UnicodeScript, Integer> script : letters.entrySet()) {
      if (script.getValue() >= DOMINANT * total) {
        return Optional.of(script.getKey());
      }
    }
    return Optional.empty();
  }

  /** The language that the script alone tells. */
  Optional<String> language() {
    if (letters.containsKey(UnicodeScript.HIRAGANA) && isHanOrKana()) {
      return Optional.of("ja");
    }
    return dominant().map(ONE_LANGUAGE::get);
  }

  /** False if the text cannot be in this language (ISO 639) because it is in another script. */
  boolean fits(String language) {
    Optional<UnicodeScript> script = isHanOrKana() ? Optional.empty() : dominant();
    return SEVERAL_SCRIPTS.contains(language)
        || script
            .map(found -> USUAL.computeIfAbsent(language, Scripts::usual).contains(found))
            .orElse(true);
  }

  private boolean isHanOrKana() {
    int han = letters.getOrDefault(UnicodeScript.HAN, 0);
    int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0);
    return kana > 0 && han + kana >= DOMINANT * total;
  }

  private static Set<UnicodeScript> usual(String language) {
    String script = ULocale.addLikelySubtags(new ULocale(language)).getScript();
    return switch (script) {
      case "Hans", "Hant" -> Set.of(UnicodeScript.HAN);
      case "Jpan" -> Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA);
      case "Kore" -> Set.of(UnicodeScript.HANGUL, UnicodeScript.HAN);
      default -> named(script);
    };
  }

  private static Set<UnicodeScript> named(String code) {
    try {
      return Set.of(UnicodeScript.forName(code));
    } catch (IllegalArgumentException unknown) {
      return Set.of();
    }
  }

  private static UnicodeScript scriptOf(int letter) {
    UnicodeScript script = UnicodeScript.of(letter);
    return script == UnicodeScript.KATAKANA ? UnicodeScript.HIRAGANA : script;
  }
}
