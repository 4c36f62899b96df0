package io.tocsin.enrich.core.entity;

import java.lang.Character.UnicodeScript;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Likely case forms of names in languages that decline them.
 *
 * <p>Rules of thumb over the last letters; they make more forms than exist, which costs nothing,
 * and miss the irregular ones, which the dictionaries list. Names of several words stay as they
 * are.
 */
final class CaseForms {

  private static final int SHORTEST = 4;

  private CaseForms() {}

  /** Case forms of a Russian or Ukrainian name; none for a name that is not in Cyrillic letters. */
  static Set<String> cyrillic(String name) {
    if (!isOneWord(name) || UnicodeScript.of(name.codePointAt(0)) != UnicodeScript.CYRILLIC) {
      return Set.of();
    }
    String stem = name.substring(0, name.length() - 1);
    return switch (name.charAt(name.length() - 1)) {
      case 'а' -> with(stem, List.of("ы", "и", "е", "і", "у", "ой", "ою", "ею"));
      case 'я' -> with(stem, List.of("и", "ї", "і", "ю", "е", "ей", "єю", "ею"));
      case 'ь' -> with(stem, List.of("и", "і", "ю", "я", "е", "ем", "ью", "ем"));
      case 'й' -> with(stem, List.of("я", "ю", "ем", "е", "єм", "ї", "го", "му"));
      case 'о', 'е', 'є', 'и', 'і', 'ы', 'у', 'ю', 'э', 'ї', 'ё' -> Set.of();
      default -> consonant(name);
    };
  }

  /** Case forms of a Polish name. */
  static Set<String> polish(String name) {
    if (!isOneWord(name)) {
      return Set.of();
    }
    String stem = name.substring(0, name.length() - 1);
    return switch (name.charAt(name.length() - 1)) {
      case 'a' -> with(stem, List.of("y", "i", "ę", "ą", "ie", "e"));
      case 'y' -> plural(stem);
      case 'o' -> with(stem, List.of("a", "u", "iem"));
      case 'e', 'i', 'u' -> Set.of();
      case 'ń', 'ś', 'ć', 'ź' -> Set.of();
      default -> with(name, List.of("u", "a", "em", "iem", "ie", "owi", "i", "ią"));
    };
  }

  /** Of names that are plural, such as Chiny: w Chinach. */
  private static Set<String> plural(String stem) {
    return with(stem, List.of("", "ach", "om", "ami"));
  }

  /** Case forms of a German name. */
  static Set<String> german(String name) {
    return isOneWord(name) && !name.endsWith("s") ? Set.of(name + "s") : Set.of();
  }

  /** An Arabic name behind the preposition that swallows a letter of its article. */
  static Set<String> arabic(String name) {
    return name.startsWith("ال") ? Set.of("لل" + name.substring(2)) : Set.of();
  }

  private static Set<String> consonant(String name) {
    Set<String> forms =
        new LinkedHashSet<>(with(name, List.of("а", "у", "ом", "ым", "им", "е", "і", "ові")));
    if (name.endsWith("ів") || name.endsWith("їв")) {
      String vowel = name.endsWith("ів") ? "о" : "є";
      String stem = name.substring(0, name.length() - 2) + vowel + "в";
      forms.addAll(with(stem, List.of("а", "у", "ом", "і")));
    }
    return forms;
  }

  private static Set<String> with(String stem, List<String> endings) {
    Set<String> forms = new LinkedHashSet<>();
    endings.forEach(ending -> forms.add(stem + ending));
    return forms;
  }

  private static boolean isOneWord(String name) {
    return name.length() >= SHORTEST && name.codePoints().allMatch(Character::isLetter);
  }
}
