package io.tocsin.enrich.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a post that annotators read: its texts and the language that its source declares.
 *
 * @param title headline, plain text
 * @param body text, plain
 * @param declaredLanguage BCP 47 tag as the source states it, unchecked; null where it states none
 */
public record PostText(String title, String body, @Nullable String declaredLanguage) {

  public PostText {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
  }

  /** The text of one field. */
  public String text(TextField field) {
    return field == TextField.TITLE ? title : body;
  }
}
