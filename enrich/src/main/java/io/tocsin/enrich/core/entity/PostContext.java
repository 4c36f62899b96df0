package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.entity.NameFinder.FoundNames;
import io.tocsin.enrich.core.match.PhraseHit;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a whole post says about the meaning of a name in it.
 *
 * @param phrases every phrase of the gazetteer in the post
 * @param people ids of known people whose full name is in the post
 * @param namesCountry whether it names a country
 * @param unknownSurnames surnames of people in the post of whom only the name is known, at most
 *     {@value #MOST_UNKNOWN}
 * @param collection what the live blog or feed says that the post is part of
 */
record PostContext(
    Set<String> phrases,
    Set<String> people,
    boolean namesCountry,
    Set<String> unknownSurnames,
    CollectionContext collection) {

  static final int MOST_UNKNOWN = 50;

  /**
   * The context that the texts of a post make together.
   *
   * @param texts what the dictionaries found
   * @param tagged what the tagger found: of its people too the surname is known further on; where
   *     it has read, people whom no dictionary knows are left to it
   * @param collection what the live blog or feed says
   */
  static PostContext of(List<FoundNames> texts, List<Entity> tagged, CollectionContext collection) {
    Set<String> phrases = new HashSet<>();
    Set<String> people = new HashSet<>();
    Set<String> surnames = new LinkedHashSet<>();
    boolean country = false;
    for (FoundNames text : texts) {
      phrases.addAll(text.phrases());
      for (PhraseHit<List<Name>> candidate : text.candidates()) {
        Name likeliest = candidate.value().get(0);
        note(likeliest, people, surnames);
        country |= likeliest.isCountry();
      }
    }
    tagged.forEach(entity -> note(entity, surnames));
    return new PostContext(phrases, people, country, surnames, collection);
  }

  /**
   * True if one of the cues is in the post, or none is needed. Where the post names no country, it
   * may also be in what the post is part of.
   */
  boolean shows(Set<String> cues) {
    return cues.isEmpty()
        || !Collections.disjoint(cues, phrases)
        || (!namesCountry && !Collections.disjoint(cues, collection.phrases()));
  }

  private static void note(Entity tagged, Set<String> surnames) {
    String surname = Surnames.of(tagged.text());
    if (tagged.type() == EntityType.PERSON
        && surname.length() < tagged.text().length()
        && surnames.size() < MOST_UNKNOWN) {
      surnames.add(surname);
    }
  }

  private static void note(Name name, Set<String> people, Set<String> surnames) {
    if (name.kind() == NameKind.PERSON) {
      people.add(name.id());
    } else if (name.kind() == NameKind.GIVEN_NAME && surnames.size() < MOST_UNKNOWN) {
      surnames.add(Surnames.of(name.id()));
    }
  }
}
