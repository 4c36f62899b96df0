package io.tocsin.enrich.core.entity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One meaning of a phrase of the dictionaries.
 *
 * @param kind what it is
 * @param id the main name of what is meant; full and short names of one person share it
 * @param link what is meant, as {@code scheme:id}; null if unknown
 * @param country country that it is, lies in or governs; null if none
 * @param doubt when the words alone do not prove the meaning
 * @param languages primary language subtags of the posts in which the phrase has this meaning;
 *     empty for all
 * @param cues one of these phrases must be in the post too; empty for none
 */
record Name(
    NameKind kind,
    String id,
    @Nullable String link,
    @Nullable String country,
    Doubt doubt,
    Set<String> languages,
    Set<String> cues) {

  /** Why a phrase may mean something else. */
  enum Doubt {
    NONE,
    /** Also a given name or surname. */
    GIVEN_NAME,
    /** Also a common word, which has a capital at the beginning of a sentence. */
    COMMON_WORD,
    /** A short name that many people have: the full name must be in the post. */
    SHARED
  }

  Name {
    languages = Set.copyOf(languages);
    cues = Set.copyOf(cues);
  }

  static Name of(NameKind kind, String id, @Nullable String link, @Nullable String country) {
    return new Name(kind, id, link, country, Doubt.NONE, Set.of(), Set.of());
  }

  Name with(Doubt other) {
    return new Name(kind, id, link, country, other, languages, cues);
  }

  Name in(Set<String> someLanguages) {
    return new Name(kind, id, link, country, doubt, someLanguages, cues);
  }

  Name near(Set<String> someCues) {
    return new Name(kind, id, link, country, doubt, languages, someCues);
  }

  /** True if it is a country. */
  boolean isCountry() {
    return link != null && link.startsWith(PlaceLinker.COUNTRY);
  }

  /** True if the phrase has this meaning in posts of a language (primary subtag). */
  boolean isOf(String language) {
    return languages.isEmpty() || languages.contains(language);
  }
}
