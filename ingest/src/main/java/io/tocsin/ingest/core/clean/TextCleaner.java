package io.tocsin.ingest.core.clean;

import java.util.List;

/**
 * The cleaning pipeline. Its law: cleaning a cleaned title and body changes nothing. Each step
 * keeps that law alone, and the order is such that no step makes work for an earlier one; links are
 * looked for twice, since addresses must be gone before question marks are judged, and a signpost
 * may only be readable after.
 */
public final class TextCleaner {
  private static final List<CleaningStep> STEPS =
      List.of(
          Markup::toText,
          Whitespace::tidy,
          AttributeDebris::takeOut,
          LinkLines::takeOut,
          LostSpaces::repair,
          Whitespace::tidy,
          LinkLines::takeOut,
          CreditLines::takeOut,
          Whitespace::tidy);

  /** Joining what a scraper tore apart can, rarely, make a tag or a letter; then it begins anew. */
  private static final int PASSES = 3;

  private TextCleaner() {}

  /** Cleans a draft. */
  public static Draft clean(Draft draft) {
    Draft cleaned = draft;
    for (int pass = 0; pass < PASSES; pass++) {
      cleaned = steps(cleaned);
      if (isSettled(cleaned)) {
        return cleaned;
      }
    }
    return steps(Markup.defuse(cleaned));
  }

  private static boolean isSettled(Draft draft) {
    return !Markup.isMarkup(draft)
        && draft.title().equals(Characters.normalise(draft.title()))
        && draft.body().equals(Characters.normalise(draft.body()));
  }

  private static Draft steps(Draft draft) {
    Draft cleaned = draft;
    for (CleaningStep step : STEPS) {
      cleaned = step.apply(cleaned);
    }
    return cleaned;
  }

  /** A short plain text, such as a name: visible characters on one line, no markup expected. */
  public static String label(String text) {
    return Whitespace.line(Characters.normalise(text));
  }

  /** A text in lines that is kept as it came, but for what nobody can see. */
  public static String lines(String text) {
    return Characters.normalise(text);
  }

  /** Whether a code point is a mark or letter of no appearance, wherever it stands. */
  public static boolean isInvisible(int codePoint) {
    return Characters.isInvisible(codePoint) && !Characters.isVariant(codePoint);
  }
}
