package io.tocsin.enrich.core;

import java.util.List;

/**
 * A topic of a post.
 *
 * @param code name of the topic in the taxonomy
 * @param words the words of the post that led to it, lower case, in order of appearance
 */
public record Tag(String code, List<String> words) {

  public Tag {
    words = List.copyOf(words);
  }
}
