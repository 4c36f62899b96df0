package io.tocsin.enrich.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post of which is known who and what is meant.
 *
 * @param place file and line, for messages
 * @param text the post, without the marks
 * @param collection what the post is part of; null if nothing
 * @param collectionAbout what that says it is about; null if nothing
 * @param mentions what is named in it, by position
 */
record GoldPost(
    String place,
    String text,
    @Nullable String collection,
    @Nullable String collectionAbout,
    List<Mention> mentions) {

  GoldPost {
    mentions = List.copyOf(mentions);
  }

  /**
   * Words and what is right there.
   *
   * @param start offset of the first character, in UTF-16 code units
   * @param end offset behind the last one
   * @param right each of these is right
   */
  record Mention(int start, int end, List<Answer> right) {

    Mention {
      right = List.copyOf(right);
    }
  }

  /** A right answer. */
  sealed interface Answer {

    /** This link, as {@code scheme:id}. */
    record Linked(String link) implements Answer {}

    /** Something of a country, ISO 3166-1 alpha-2. */
    record OfCountry(String country) implements Answer {}

    /** Something of a kind. */
    record OfType(io.tocsin.enrich.core.EntityType type) implements Answer {}

    /** Nothing is named. */
    record Nothing() implements Answer {}

    /** Nothing is named, and the post is about a country. */
    record Tagged(String country) implements Answer {}
  }
}
