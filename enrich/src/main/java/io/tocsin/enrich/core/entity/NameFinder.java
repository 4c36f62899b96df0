package io.tocsin.enrich.core.entity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the names of the gazetteer in a text, before anything is decided about their meaning. */
final class NameFinder {

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
    List<PhraseHit<List<Name>>> candidates = new ArrayList<>();
    hits.forEach(hit -> addNames(candidates, hit, language));
    hits.forEach(hit -> addUnknownPerson(candidates, hit, text));
    Set<String> phrases =
        hits.stream()
            .map(hit -> text.substring(hit.start(), hit.end()))
            .collect(toUnmodifiableSet());
    return new FoundNames(phrases, PhraseHit.leftmostLongest(candidates));
  }

  private static void addNames(
      List<PhraseHit<List<Name>>> candidates, PhraseHit<List<Name>> hit, String language) {
    List<Name> names =
        hit.value().stream()
            .filter(name -> name.kind() != NameKind.CUE && name.kind() != NameKind.GIVEN_NAME)
            .filter(name -> name.isOf(language))
            .toList();
    if (!names.isEmpty()) {
      candidates.add(new PhraseHit<>(hit.start(), hit.end(), names));
    }
  }

  private void addUnknownPerson(
      List<PhraseHit<List<Name>>> candidates, PhraseHit<List<Name>> hit, String text) {
    if (hit.value().stream().anyMatch(name -> name.kind() == NameKind.GIVEN_NAME)) {
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
