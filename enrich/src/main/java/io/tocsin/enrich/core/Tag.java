package io.tocsin.enrich.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a post.
 *
 * @param code name of the topic in the taxonomy
 * @param mediaTopic code of the IPTC Media Topic under which it falls, eight digits; null where
 *     none is certain to fit
 * @param words the words of the post that led to it, lower case, in order of appearance
 */
public record Tag(String code, @Nullable String mediaTopic, List<String> words) {

  public Tag {
    words = List.copyOf(words);
  }
}
