package io.tocsin.ingest.core.clean;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A post's texts on their way through the cleaning steps, with what the steps took out of them.
 * Words are moved, never dropped: what the fields hold together is no more than the post brought.
 *
 * @param title the headline
 * @param body the text
 * @param bylines credit lines, in order
 * @param captions picture and video captions, in order
 * @param links links, in order
 * @param furniture other words of the page around the text, in order
 * @param baseUrl what relative links are relative to
 */
public record Draft(
    String title,
    String body,
    List<String> bylines,
    List<String> captions,
    List<Link> links,
    List<String> furniture,
    @Nullable String baseUrl) {
  /** Links of words that stay in the text; more are not noted, since no word is lost with them. */
  static final int MOST_LINKS = 100;

  /** A longer address is not noted. */
  static final int LONGEST_ADDRESS = 1_000;

  public Draft {
    bylines = List.copyOf(bylines);
    captions = List.copyOf(captions);
    links = List.copyOf(links);
    furniture = List.copyOf(furniture);
  }

  /** A draft before the first step. */
  public static Draft of(String title, String body, @Nullable String baseUrl) {
    return new Draft(title, body, List.of(), List.of(), List.of(), List.of(), baseUrl);
  }

  /** The same draft with another headline and text. */
  public Draft withTexts(String newTitle, String newBody) {
    return new Draft(newTitle, newBody, bylines, captions, links, furniture, baseUrl);
  }

  /** The same draft with one function applied to headline and text. */
  public Draft mapTexts(UnaryOperator<String> change) {
    return withTexts(change.apply(title), change.apply(body));
  }

  /** Adds what a step took out of the texts, each thing once. */
  Draft plus(TakenOut taken) {
    return new Draft(
        title,
        body,
        joined(bylines, taken.bylines()),
        joined(captions, taken.captions()),
        withNoted(joined(links, taken.links()), taken.notedLinks()),
        joined(furniture, taken.furniture()),
        baseUrl);
  }

  private static List<Link> withNoted(List<Link> links, List<Link> noted) {
    if (noted.isEmpty()) {
      return links;
    }
    Set<Link> all = new LinkedHashSet<>(links);
    for (Link link : noted) {
      if (all.size() < MOST_LINKS && link.url().length() <= LONGEST_ADDRESS) {
        all.add(link);
      }
    }
    return List.copyOf(all);
  }

  private static <T> List<T> joined(List<T> old, Collection<T> more) {
    if (more.isEmpty()) {
      return old;
    }
    Set<T> all = new LinkedHashSet<>(old);
    all.addAll(more);
    return List.copyOf(all);
  }
}
