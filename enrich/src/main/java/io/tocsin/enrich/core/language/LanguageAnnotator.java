package io.tocsin.enrich.core.language;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.Language;
import io.tocsin.enrich.core.PostText;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the language of a post: what the source declares if the script allows it, else what the
 * script alone tells, else English by its commonest words, else what a detector finds. A text with
 * few letters stays undetermined.
 */
public final class LanguageAnnotator implements Annotator {

  /** As many characters as are looked at, of title and body together. */
  static final int LOOKED_AT = 240;

  /** The detector is not asked about texts with fewer letters. */
  static final int FEWEST_LETTERS = 20;

  private static final double DECLARED = 0.95;
  private static final double BY_SCRIPT = 0.9;
  private static final double BY_WORDS = 0.95;

  /** The languages of ISO 639 as most sources declare them, by a code of two letters. */
  private static final Map<String, Locale> KNOWN =
      Arrays.stream(Locale.getISOLanguages())
          .collect(toUnmodifiableMap(code -> code, LanguageAnnotator::built));

  @Override
  public String name() {
    return "language";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    return soFar.withLanguage(languageOf(post));
  }

  private static Language languageOf(PostText post) {
    String text = beginning(post);
    Scripts scripts = new Scripts(text);
    return declared(post, scripts).orElseGet(() -> undeclared(text, scripts));
  }

  private static Optional<Language> declared(PostText post, Scripts scripts) {
    return Optional.ofNullable(post.declaredLanguage())
        .flatMap(LanguageAnnotator::parse)
        .filter(locale -> KNOWN.containsKey(locale.getLanguage()))
        .filter(locale -> scripts.fits(locale.getLanguage()))
        .map(locale -> new Language(locale.toLanguageTag(), DECLARED));
  }

  private static Language undeclared(String text, Scripts scripts) {
    Optional<String> byScript = scripts.language();
    if (byScript.isPresent()) {
      return new Language(byScript.get(), BY_SCRIPT);
    }
    if (EnglishWords.areIn(text)) {
      return new Language("en", BY_WORDS);
    }
    return scripts.letters() < FEWEST_LETTERS ? Language.UNDETERMINED : LinguaDetector.detect(text);
  }

  private static Optional<Locale> parse(String declared) {
    Locale known = KNOWN.get(declared);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return Optional.of(built(declared.strip().replace('_', '-')));
    } catch (IllformedLocaleException notATag) {
      return Optional.empty();
    }
  }

  private static Locale built(String tag) {
    return new Locale.Builder().setLanguageTag(tag).build();
  }

  private static String beginning(PostText post) {
    String title = cut(post.title());
    return title.length() < LOOKED_AT ? title + "\n" + cut(post.body()) : title;
  }

  private static String cut(String text) {
    if (text.length() <= LOOKED_AT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LOOKED_AT - 1)) ? LOOKED_AT - 1 : LOOKED_AT;
    return text.substring(0, end);
  }
}
