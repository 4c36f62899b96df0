package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of a corpus as text, with its names.
 *
 * @param text the tokens, with a space between them
 * @param names the names in it, by position
 */
public record TaggedText(String text, List<Span> names) {

  /** Words that stay small in the headlines of most English newspapers. */
  private static final Set<String> SMALL =
      Set.of(
          "a", "an", "the", "and", "but", "or", "for", "nor", "of", "in", "on", "at", "to", "by",
          "from", "with", "as");

  public TaggedText {
    names = List.copyOf(names);
  }

  /** A name: from start to end in the text, of one type. */
  public record Span(int start, int end, EntityType type) {}

  /**
   * The same names in a headline whose words begin with capitals.
   *
   * @param every the small words too (To Strike), as some have it, or not, as others do
   */
  public TaggedText titleCased(boolean every) {
    StringBuilder headline = new StringBuilder(text);
    int start = 0;
    while (start < text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      if (end > start && (every || start == 0 || !SMALL.contains(text.substring(start, end)))) {
        headline.setCharAt(start, Character.toTitleCase(text.charAt(start)));
      }
      start = end + 1;
    }
    return new TaggedText(headline.toString(), names);
  }

  /** Several texts as one, a line each. */
  static TaggedText joined(List<TaggedText> texts) {
    StringBuilder lines = new StringBuilder();
    List<Span> names = new ArrayList<>();
    for (TaggedText text : texts) {
      int start = lines.length();
      text.names.forEach(
          name -> names.add(new Span(start + name.start, start + name.end, name.type)));
      lines.append(text.text).append('\n');
    }
    return new TaggedText(lines.toString(), names);
  }

  /** Gathers tokens. */
  static final class Builder {

    private final StringBuilder text = new StringBuilder();
    private final List<Span> names = new ArrayList<>();
    private @Nullable Span open;

    void add(String token, String tag) {
      if (text.length() > 0) {
        text.append(' ');
      }
      int start = text.length();
      text.append(token);
      EntityType type = BioFile.type(tag);
      Span before = open;
      if (type == null) {
        close();
      } else if (before != null && tag.startsWith("I-") && before.type() == type) {
        open = new Span(before.start(), text.length(), type);
      } else {
        close();
        open = new Span(start, text.length(), type);
      }
    }

    Optional<TaggedText> build() {
      close();
      return text.length() == 0
          ? Optional.empty()
          : Optional.of(new TaggedText(text.toString(), names));
    }

    private void close() {
      if (open != null) {
        names.add(open);
        open = null;
      }
    }
  }
}
