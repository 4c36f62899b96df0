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
    double confidence) {

  /** Title before body, then by position. */
  public static final Comparator<Entity> READING_ORDER =
      Comparator.comparing(Entity::field).thenComparingInt(Entity::start);
}
