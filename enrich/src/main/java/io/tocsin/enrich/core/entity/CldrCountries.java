package io.tocsin.enrich.core.entity;

import com.ibm.icu.text.DisplayContext;
import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names of countries in many languages, from the Unicode CLDR that comes with ICU4J.
 *
 * <p>A name in Latin letters counts only in posts of its language, for the German Island is
 * Iceland; the English names, and names in other scripts, count everywhere.
 */
final class CldrCountries {

  /** Languages whose names are taken, as CLDR calls them. */
  static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ro", "hu", "sv", "da", "tr", "id",
          "ru", "uk", "bg", "sr", "el", "ar", "fa", "he", "hi", "ko", "ja", "zh", "zh_Hant", "hr",
          "sk", "sl", "lt", "lv", "et", "fi", "nb", "ca", "sq", "vi", "ms", "az", "uz", "mk", "kk",
          "hy", "ka", "ur", "bn", "ta", "th");

  /**
   * Names of so many letters, and those with letters beyond ASCII, count also where the language of
   * a post could not be told.
   */
  private static final int SURE_OF_ITSELF = 6;

  private static final String UNDETERMINED = "und";

  /** Names of a country in one language that mean something else in another. */
  private static final Set<String> DECEIVING = Set.of("Island");

  /** In CLDR, and used by the EU and others, though not in ISO 3166. */
  private static final String KOSOVO = "XK";

  private static final int SHORTEST = 3;

  private CldrCountries() {}

  /** All codes, sorted: ISO 3166-1 alpha-2 and Kosovo's. */
  static Set<String> codes() {
    Set<String> codes = new TreeSet<>(Set.of(Locale.getISOCountries()));
    codes.add(KOSOVO);
    return codes;
  }

  /** Every name, by its language and country. */
  static List<CountryName> names() {
    List<CountryName> names = new ArrayList<>();
    for (String language : LANGUAGES) {
      ULocale locale = new ULocale(language);
      for (DisplayContext length :
          List.of(DisplayContext.LENGTH_FULL, DisplayContext.LENGTH_SHORT)) {
        addNames(names, language, LocaleDisplayNames.getInstance(locale, length));
      }
    }
    return names;
  }

  private static void addNames(
      List<CountryName> names, String language, LocaleDisplayNames display) {
    for (String code : codes()) {
      String name = display.regionDisplayName(code);
      if (name != null && isUsable(name, code)) {
        forms(language, name).forEach(form -> names.add(countryName(language, form, code)));
      }
    }
  }

  private static Stream<String> forms(String language, String name) {
    Set<String> declined =
        switch (language) {
          case "ru", "uk" -> CaseForms.cyrillic(name);
          case "pl" -> CaseForms.polish(name);
          case "de" -> CaseForms.german(name);
          case "ar" -> CaseForms.arabic(name);
          default -> Set.of();
        };
    return Stream.concat(Stream.of(name), declined.stream());
  }

  private static CountryName countryName(String language, String name, String code) {
    boolean latin = UnicodeScript.of(name.codePointAt(0)) == UnicodeScript.LATIN;
    boolean everywhere = !latin || language.equals("en");
    return new CountryName(name, code, everywhere ? Set.of() : languages(language, name));
  }

  private static Set<String> languages(String language, String name) {
    boolean plain = name.chars().allMatch(letter -> letter < 128);
    boolean deceiving = (plain && name.length() < SURE_OF_ITSELF) || DECEIVING.contains(name);
    return deceiving ? Set.of(language) : Set.of(language, UNDETERMINED);
  }

  private static boolean isUsable(String name, String code) {
    boolean han = UnicodeScript.of(name.codePointAt(0)) == UnicodeScript.HAN;
    return !name.equals(code)
        && name.length() >= (han ? SHORTEST - 1 : SHORTEST)
        && name.indexOf('(') < 0
        && !name.contains(" - ");
  }

  /**
   * A name of a country.
   *
   * @param name the name
   * @param code ISO 3166-1 alpha-2
   * @param languages posts in which it counts; empty for all
   */
  record CountryName(String name, String code, Set<String> languages) {}
}
