package io.tocsin.ingest.core.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A post's texts on their way through the cleaning steps, with what the steps took out of them.
 *
 * @param title the headline
 * @param body the text
 * @param bylines credit lines, in order
 * @param captions picture and video captions, in order
 * @param links links, in order
 * @param baseUrl what relative links are relative to
 */
public record Draft(
    String title,
    String body,
    List<String> bylines,
    List<String> captions,
    List<Link> links,
    @Nullable String baseUrl) {
  private static final int MOST_LINKS = 100;
  private static final int LONGEST_LINK = 1_000;
  private static final int MOST_CAPTIONS = 30;
  private static final int LONGEST_CAPTION = 1_000;
  private static final int MOST_BYLINES = 10;
  private static final int LONGEST_BYLINE = 500;

  public Draft {
    bylines = List.copyOf(bylines);
    captions = List.copyOf(captions);
    links = List.copyOf(links);
  }

  /** A draft before the first step. */
  public static Draft of(String title, String body, @Nullable String baseUrl) {
    return new Draft(title, body, List.of(), List.of(), List.of(), baseUrl);
  }

  /** The same draft with another headline and text. */
  public Draft withTexts(String newTitle, String newBody) {
    return new Draft(newTitle, newBody, bylines, captions, links, baseUrl);
  }

  /** The same draft with one function applied to headline and text. */
  public Draft mapTexts(UnaryOperator<String> change) {
    return withTexts(change.apply(title), change.apply(body));
  }

  /** Adds what a step took out; what exceeds the bounds is dropped or cut. */
  public Draft plus(List<String> moreBylines, List<String> moreCaptions, List<Link> moreLinks) {
    return new Draft(
        title,
        body,
        texts(bylines, moreBylines, MOST_BYLINES, LONGEST_BYLINE),
        texts(captions, moreCaptions, MOST_CAPTIONS, LONGEST_CAPTION),
        links(moreLinks),
        baseUrl);
  }

  private List<Link> links(List<Link> more) {
    List<Link> all = new ArrayList<>(links);
    more.stream()
        .filter(link -> link.url().length() <= LONGEST_LINK)
        .map(link -> new Link(cut(link.text(), LONGEST_LINK), link.url()))
        .filter(link -> !all.contains(link))
        .limit(Math.max(0, MOST_LINKS - all.size()))
        .forEach(all::add);
    return all;
  }

  private static List<String> texts(List<String> old, List<String> more, int most, int longest) {
    List<String> all = new ArrayList<>(old);
    more.stream()
        .map(text -> cut(text, longest))
        .filter(text -> !text.isBlank() && !all.contains(text))
        .limit(Math.max(0, most - all.size()))
        .forEach(all::add);
    return all;
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }
}
