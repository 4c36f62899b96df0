package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.entity.Name.Doubt;
import io.tocsin.enrich.core.match.PhraseHit;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a name means in a post, by a simple policy: the first meaning of the gazetteer that
 * nothing in the post speaks against.
 *
 * <ul>
 *   <li>A meaning with cues holds only where one of them is in the post (Georgia with Atlanta).
 *   <li>A short name that many bear needs the full name in the post, or, where the post says
 *       nothing else of it, in what the post is part of.
 *   <li>A place that is also a given name is none before a word that could be a surname (Paris
 *       Hilton), except in headlines that capitalise everything.
 *   <li>A place that is also a common word is none at the beginning of a sentence, nor in such
 *       headlines.
 *   <li>In a text in capitals, names of up to three capitals (US, WHO) mean nothing.
 *   <li>A place whose name is the surname of somebody in the post is that person.
 * </ul>
 */
final class MeaningChooser {

  private static final int SHORT_ACRONYM = 3;
  private static final String INSIDE_SENTENCE = ",;()–—'’";

  private final Surnames surnames;

  MeaningChooser(Surnames surnames) {
    this.surnames = surnames;
  }

  /** The meaning of a candidate; nothing if it has none here. */
  Optional<Name> choose(
      PhraseHit<List<Name>> candidate, String text, TextShape shape, PostContext context) {
    String phrase = text.substring(candidate.start(), candidate.end());
    if (shape.shouted() && phrase.length() <= SHORT_ACRONYM) {
      return Optional.empty();
    }
    if (context.unknownSurnames().contains(phrase) && isPlace(candidate)) {
      return Optional.of(Name.of(NameKind.GIVEN_NAME, phrase, null, null).with(Doubt.SHARED));
    }
    for (Name name : candidate.value()) {
      if (context.shows(name.cues()) && isBeyondDoubt(name, candidate, text, shape, context)) {
        return Optional.of(name);
      }
    }
    return context.unknownSurnames().contains(phrase)
        ? Optional.empty()
        : personOf(context.collection(), candidate);
  }

  private static Optional<Name> personOf(
      CollectionContext collection, PhraseHit<List<Name>> candidate) {
    return candidate.value().stream()
        .filter(name -> name.doubt() == Doubt.SHARED && collection.people().contains(name.id()))
        .findFirst();
  }

  private static boolean isPlace(PhraseHit<List<Name>> candidate) {
    return candidate.value().get(0).kind() == NameKind.PLACE;
  }

  private boolean isBeyondDoubt(
      Name name,
      PhraseHit<List<Name>> candidate,
      String text,
      TextShape shape,
      PostContext context) {
    return switch (name.doubt()) {
      case NONE -> true;
      case SHARED -> context.people().contains(name.id());
      case GIVEN_NAME ->
          shape.titleCase() || surnames.endAfter(text, candidate.end()) == candidate.end();
      case COMMON_WORD -> !shape.titleCase() && !beginsSentence(text, candidate.start());
    };
  }

  private static boolean beginsSentence(String text, int start) {
    int at = start - 1;
    while (at >= 0 && text.charAt(at) == ' ') {
      at--;
    }
    return at < 0
        || (!Character.isLetterOrDigit(text.charAt(at))
            && INSIDE_SENTENCE.indexOf(text.charAt(at)) < 0);
  }
}
