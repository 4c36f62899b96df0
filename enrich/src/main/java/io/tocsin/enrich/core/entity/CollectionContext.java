package io.tocsin.enrich.core.entity;

import java.util.Set;

/**
 * What a live blog or feed says of itself, as far as it tells what names in its posts mean. It
 * comes with the post, so that every post is read alike, whatever came before it.
 *
 * @param phrases every phrase of the gazetteer in it
 * @param people ids of known people whose full name is in it
 * @param votes the countries, regions and places that it names
 */
record CollectionContext(Set<String> phrases, Set<String> people, PlaceVotes votes) {

  /** Says nothing. */
  static final CollectionContext NONE = new CollectionContext(Set.of(), Set.of(), new PlaceVotes());

  CollectionContext {
    phrases = Set.copyOf(phrases);
    people = Set.copyOf(people);
  }
}
