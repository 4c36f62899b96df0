package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.io.IOException;

/** Reads the texts of a post into an index: one pass, whatever the number of rules. */
final class PostReader {

  private static final int TITLE = Fields.number(Fields.TITLE);
  private static final int BODY = Fields.number(Fields.BODY);
  private static final int ENTITY = Fields.number(Fields.ENTITY);
  private static final int TAG = Fields.number(Fields.TAG);

  /** Number of the title among the texts of a post; the body follows, then the entities. */
  static final int TITLE_TEXT = 1;

  static final int BODY_TEXT = 2;
  static final int FIRST_ENTITY_TEXT = 3;

  private final WordBreaker breaker = new WordBreaker();
  private final WordNumbers words;
  private final WordNumbers names;
  private final WordNumbers tags;

  PostReader(String language, Vocabulary vocabulary) {
    this.words = new WordNumbers(TextAnalyzers.forWords(language), vocabulary);
    this.names = new WordNumbers(TextAnalyzers.forNames(), vocabulary);
    this.tags = new WordNumbers(TextAnalyzers.forTags(), vocabulary);
  }

  void read(PostRevision post, PostIndex index) throws IOException {
    index.clear();
    read(TITLE, post.title(), words, index);
    read(BODY, post.body(), words, index);
    for (NamedEntity entity : post.entities()) {
      read(ENTITY, indexed(entity), names, index);
    }
    for (String tag : post.tags()) {
      index.nextText();
      index.add(TAG, tags.of(tag.toCharArray(), 0, tag.length()), 0, tag.length());
    }
  }

  private static String indexed(NamedEntity entity) {
    return entity.link() == null ? entity.text() : entity.text() + "\n" + entity.link();
  }

  private void read(int field, String text, WordNumbers numbers, PostIndex index)
      throws IOException {
    index.nextText();
    breaker.read(
        text,
        (buffer, from, length, start, end) ->
            index.add(field, numbers.of(buffer, from, length), start, end));
  }
}
