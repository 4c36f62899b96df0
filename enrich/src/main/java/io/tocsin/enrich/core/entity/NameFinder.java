package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the names of the gazetteer in a text, before anything is decided about their meaning. */
final class NameFinder {

  private static final FoundNames NONE = new FoundNames(Set.of(), List.of());

  private final PhraseMatcher<List<Name>> matcher;
  private final Surnames surnames;

  NameFinder(Gazetteer gazetteer, Surnames surnames) {
    this.matcher = new PhraseMatcher<>(gazetteer.names());
    this.surnames = surnames;
  }

  /**
   * Reads a text.
   *
   * @param text the text
   * @param language primary subtag of its language
   */
  FoundNames find(String text, String language) {
    List<PhraseHit<List<Name>>> hits = matcher.find(text);
    if (hits.isEmpty()) {
      return NONE;
    }
    List<PhraseHit<List<Name>>> candidates = new ArrayList<>();
    hits.forEach(hit -> addNames(candidates, hit, language));
    hits.forEach(hit -> addUnknownPerson(candidates, hit, text));
    Set<String> phrases = new HashSet<>();
    hits.forEach(hit -> phrases.add(text.substring(hit.start(), hit.end())));
    return new FoundNames(phrases, PhraseHit.leftmostLongest(candidates));
  }

  private static void addNames(
      List<PhraseHit<List<Name>>> candidates, PhraseHit<List<Name>> hit, String language) {
    List<Name> names = namesOf(hit.value(), language);
    if (!names.isEmpty()) {
      candidates.add(new PhraseHit<>(hit.start(), hit.end(), names));
    }
  }

  private static List<Name> namesOf(List<Name> meanings, String language) {
    List<Name> names = new ArrayList<>(meanings.size());
    for (Name name : meanings) {
      if (name.kind() != NameKind.CUE
          && name.kind() != NameKind.GIVEN_NAME
          && name.isOf(language)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isGivenName(List<Name> meanings) {
    for (Name name : meanings) {
      if (name.kind() == NameKind.GIVEN_NAME) {
        return true;
      }
    }
    return false;
  }

  private void addUnknownPerson(
      List<PhraseHit<List<Name>>> candidates, PhraseHit<List<Name>> hit, String text) {
    if (isGivenName(hit.value())) {
      int end = surnames.endAfter(text, hit.end());
      if (end > hit.end()) {
        String fullName = text.substring(hit.start(), end);
        Name person = Name.of(NameKind.GIVEN_NAME, fullName, null, null);
        candidates.add(new PhraseHit<>(hit.start(), end, List.of(person)));
      }
    }
  }

  /**
   * Names found in a text.
   *
   * @param phrases every phrase of the gazetteer in the text, overlapping ones and cues too
   * @param candidates names that do not overlap, by position, each with its possible meanings
   */
  record FoundNames(Set<String> phrases, List<PhraseHit<List<Name>>> candidates) {}
}
