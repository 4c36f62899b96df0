package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.place.GeoPlace;

/**
 * What speaks for a place: the post, else what it is part of. Where the post itself says something
 * about any of the places that a name may mean, what it is part of only tips the scales between
 * equals.
 *
 * @param post what the post names
 * @param collection what the live blog or feed names
 */
record PlaceSupport(PlaceVotes post, PlaceVotes collection) {

  private static final double BESIDE_POST = 0.2;

  /** What all but the name itself says for a place that it may mean; 0 to 5.4. */
  double about(GeoPlace place, PlaceMention mention) {
    String words = mention.entity().text();
    double own = post.about(place, words);
    return collection.isEmpty() ? own : own + share(mention, words) * collection.about(place, null);
  }

  private double share(PlaceMention mention, String words) {
    boolean told =
        mention.meanings().stream().anyMatch(meaning -> post.about(meaning.place(), words) > 0);
    return told ? BESIDE_POST : 1;
  }
}
