package io.tocsin.enrich.core.language;

import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import io.tocsin.enrich.core.Language;
import java.util.Iterator;
import java.util.Map;

/**
 * Lingua in its low-accuracy mode over twenty languages; loaded once, when first asked.
 *
 * <p>Lingua says how likely each language is relative to the likeliest; the confidence here is 0.5
 * where two are equal and 1 where the second has half the value of the first or less. It orders
 * texts, it is not calibrated.
 */
final class LinguaDetector {

  /** Above this relative value of the second language the first is a guess. */
  private static final double TOO_CLOSE = 0.97;

  private static final double A_GUESS = 0.5;

  private LinguaDetector() {}

  /** The language of a text. */
  static Language detect(String text) {
    Map<com.github.pemistahl.lingua.api.Language, Double> values =
        Loaded.DETECTOR.computeLanguageConfidenceValues(text);
    Iterator<Map.Entry<com.github.pemistahl.lingua.api.Language, Double>> best =
        values.entrySet().iterator();
    if (!best.hasNext()) {
      return Language.UNDETERMINED;
    }
    String tag = tag(best.next());
    if (!best.hasNext()) {
      return new Language(tag, 1);
    }
    Map.Entry<com.github.pemistahl.lingua.api.Language, Double> next = best.next();
    return next.getValue() > TOO_CLOSE
        ? betweenTwo(tag, tag(next), text)
        : new Language(tag, Math.min(1, 1.5 - next.getValue()));
  }

  private static String tag(Map.Entry<com.github.pemistahl.lingua.api.Language, Double> found) {
    return found.getKey().getIsoCode639_1().toString();
  }

  /** A text full of foreign names is as likely Italian; its small words tell that it is English. */
  private static Language betweenTwo(String one, String other, String text) {
    return (one.equals("en") || other.equals("en")) && EnglishWords.tipTheScales(text)
        ? new Language("en", A_GUESS)
        : Language.UNDETERMINED;
  }

  private static final class Loaded {

    private static final LanguageDetector DETECTOR =
        LanguageDetectorBuilder.fromLanguages(
                com.github.pemistahl.lingua.api.Language.ENGLISH,
                com.github.pemistahl.lingua.api.Language.GERMAN,
                com.github.pemistahl.lingua.api.Language.FRENCH,
                com.github.pemistahl.lingua.api.Language.SPANISH,
                com.github.pemistahl.lingua.api.Language.PORTUGUESE,
                com.github.pemistahl.lingua.api.Language.ITALIAN,
                com.github.pemistahl.lingua.api.Language.DUTCH,
                com.github.pemistahl.lingua.api.Language.POLISH,
                com.github.pemistahl.lingua.api.Language.CZECH,
                com.github.pemistahl.lingua.api.Language.ROMANIAN,
                com.github.pemistahl.lingua.api.Language.HUNGARIAN,
                com.github.pemistahl.lingua.api.Language.SWEDISH,
                com.github.pemistahl.lingua.api.Language.TURKISH,
                com.github.pemistahl.lingua.api.Language.RUSSIAN,
                com.github.pemistahl.lingua.api.Language.UKRAINIAN,
                com.github.pemistahl.lingua.api.Language.BULGARIAN,
                com.github.pemistahl.lingua.api.Language.SERBIAN,
                com.github.pemistahl.lingua.api.Language.ARABIC,
                com.github.pemistahl.lingua.api.Language.PERSIAN,
                com.github.pemistahl.lingua.api.Language.INDONESIAN)
            .withLowAccuracyMode()
            .build();
  }
}
