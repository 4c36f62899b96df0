package io.tocsin.enrich.core;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A person, organisation or place named in a post.
 *
 * @param text the words as they stand in the field
 * @param type what kind of thing is named
 * @param field where it stands
 * @param start offset of its first character in the field, in UTF-16 code units
 * @param end offset behind its last character, in UTF-16 code units
 * @param link what is meant, as {@code scheme:id}, for instance {@code iso3166:UA}; null if unknown
 * @param country the country that it is, lies in or governs, ISO 3166-1 alpha-2; null if none
 * @param point where the place is; null if that is unknown, and for all else
 * @param confidence how sure the annotator is, 0 to 1
 */
public record Entity(
    String text,
    EntityType type,
    TextField field,
    int start,
    int end,
    @Nullable String link,
    @Nullable String country,
    @Nullable GeoPoint point,
    double confidence) {

  /** Title before body, then by position. */
  public static final Comparator<Entity> READING_ORDER =
      Comparator.comparing(Entity::field).thenComparingInt(Entity::start);

  /** An entity of which nobody knows where it is. */
  public Entity(
      String text,
      EntityType type,
      TextField field,
      int start,
      int end,
      @Nullable String link,
      @Nullable String country,
      double confidence) {
    this(text, type, field, start, end, link, country, null, confidence);
  }

  /** The same words with another meaning. */
  public Entity meaning(
      @Nullable String otherLink, @Nullable String otherCountry, @Nullable GeoPoint otherPoint) {
    return new Entity(
        text, type, field, start, end, otherLink, otherCountry, otherPoint, confidence);
  }

  /** The same words as another kind of thing. */
  public Entity ofType(EntityType other) {
    return new Entity(text, other, field, start, end, link, country, point, confidence);
  }
}
