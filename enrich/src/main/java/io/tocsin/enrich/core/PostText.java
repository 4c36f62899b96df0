package io.tocsin.enrich.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a post that annotators read: its texts, the language that its source declares, and
 * what the source says of the live blog or feed that it is part of.
 *
 * @param title headline, plain text
 * @param body text, plain
 * @param declaredLanguage BCP 47 tag as the source states it, unchecked; null where it states none
 * @param collection name or headline of what the post is part of; null if unknown
 * @param collectionAbout what that says it is about; null if unknown
 */
public record PostText(
    String title,
    String body,
    @Nullable String declaredLanguage,
    @Nullable String collection,
    @Nullable String collectionAbout) {

  public PostText {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
  }

  /** The texts of a post that is part of nothing. */
  public PostText(String title, String body, @Nullable String declaredLanguage) {
    this(title, body, declaredLanguage, null, null);
  }

  /** The text of one field. */
  public String text(TextField field) {
    return field == TextField.TITLE ? title : body;
  }
}
