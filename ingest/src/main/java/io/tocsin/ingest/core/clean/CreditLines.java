package io.tocsin.ingest.core.clean;

import java.util.regex.Pattern;

/**
 * Takes credits out of the body, line by line: who wrote it goes to the bylines, what a picture
 * shows and who took it to the captions.
 */
final class CreditLines {
  private static final int LONGEST = 600;

  private static final Pattern CONTRIBUTED =
      Pattern.compile(
          "(?u)\\(?(?:With |Additional )?[\\p{Lu}@].{2,400}\\bcontributed(?: to)?"
              + "(?: the| additional| further)? ?(?:reporting|this (?:report|story|post|article)|"
              + "research)\\b.{0,60}");

  private static final Pattern CREDIT =
      Pattern.compile(
          "(?u)\\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Edited|Reported|"
              + "Written|Translated) by \\p{Lu}.{2,300}");

  private static final String NAME =
      "(?!(?:January|February|March|April|June|July|August|September|October|November|December|"
          + "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b)"
          + "\\p{Lu}[\\p{L}.'’-]*";

  private static final Pattern BY =
      Pattern.compile(
          "(?u)(?:By|BY) "
              + NAME
              + "(?:,? (?:(?:and|in|of|for|de|van|von|bin|al|the) )*"
              + NAME
              + "){1,14}");

  private static final Pattern PICTURE_CREDIT =
      Pattern.compile(
          "(?u).{0,500}\\((?=[^()]{0,100}(?:/|\\bvia\\b|\\b[Pp]hoto\\b|\\bImages\\b|©))[^()]{0,100}"
              + "\\b(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Bloomberg|Shutterstock|Xinhua|TASS|Anadolu|"
              + "ZUMA|NurPhoto|UPI|DPA|[Pp]hoto|Images)\\b[^()]{0,60}\\)[.\\s]*");

  private static final Pattern PICTURE_LINE =
      Pattern.compile(
          "(?u)(?:(?:Photo|Image|Picture|Photograph|Video|Caption|PHOTO|IMAGE)"
              + "(?: [Cc]redit| [Cc]aption| [Ss]ource)?: |(?:Photo|Photograph|Image|Picture) by "
              + "\\p{Lu}|©|\\d{1,2}:\\d{2} [-–—] Source: ).{2,300}");

  private CreditLines() {}

  static Draft takeOut(Draft draft) {
    TakenOut taken = new TakenOut();
    StringBuilder kept = new StringBuilder(draft.body().length());
    for (String line : draft.body().split("\n", -1)) {
      if (isByline(line)) {
        taken.byline(line);
      } else if (isCaption(line)) {
        taken.caption(line);
      } else {
        kept.append(line);
      }
      kept.append('\n');
    }
    return draft.withTexts(draft.title(), kept.toString()).plus(taken);
  }

  /** The words are looked for first: the patterns go far before they find that one is missing. */
  private static boolean isByline(String line) {
    return line.length() <= LONGEST
        && ((line.contains("contributed") && CONTRIBUTED.matcher(line).matches())
            || (line.contains(" by ") && CREDIT.matcher(line).matches())
            || BY.matcher(line).matches());
  }

  private static boolean isCaption(String line) {
    return line.length() <= LONGEST
        && (PICTURE_LINE.matcher(line).matches()
            || (line.indexOf('(') >= 0 && PICTURE_CREDIT.matcher(line).matches()));
  }
}
