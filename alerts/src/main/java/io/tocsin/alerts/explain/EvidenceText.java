package io.tocsin.alerts.explain;

import io.tocsin.avro.Evidence;
import io.tocsin.avro.Highlight;
import java.util.Comparator;

/** What stood in posts, made fit for a terminal. */
public final class EvidenceText {

  private static final int LONGEST_CONTEXTS = 60;

  private EvidenceText() {}

  /** The sentence that matched, with marks around the matched words; marks that cannot be go. */
  public static String marked(Evidence post, String before, String after) {
    StringBuilder text = new StringBuilder(post.getExcerpt());
    post.getHighlights().stream()
        .filter(mark -> 0 <= mark.getStart() && mark.getStart() < mark.getEnd())
        .filter(mark -> mark.getEnd() <= post.getExcerpt().length())
        .sorted(Comparator.comparingInt(Highlight::getStart).reversed())
        .forEach(mark -> text.insert(mark.getEnd(), after).insert(mark.getStart(), before));
    return text.toString();
  }

  /**
   * What the sentence makes of the hit, as {@code (planned, quoted)}; nothing when it is just so.
   */
  public static String contexts(Evidence post) {
    return post.getContexts().isEmpty()
        ? ""
        : " (" + harmless(String.join(", ", post.getContexts()), LONGEST_CONTEXTS) + ")";
  }

  /**
   * On one line and without anything that moves the cursor, changes colours or turns the direction:
   * such characters are shown as {@code ·}.
   *
   * @param most characters after which the text is cut, which {@code …} shows
   */
  public static String harmless(String text, int most) {
    String flat = text.replaceAll("\\s+", " ").strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "·");
    return flat.length() <= most ? flat : flat.substring(0, most) + "…";
  }
}
