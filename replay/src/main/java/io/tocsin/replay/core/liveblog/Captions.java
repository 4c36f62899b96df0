package io.tocsin.replay.core.liveblog;

import java.util.regex.Pattern;

/**
 * Knows picture captions by their form. Some show themselves anywhere (a photographer's credit in
 * brackets at the end, "(L)" after a name, an opening such as "File photo"). Others only look like
 * one: a single sentence that says in the present tense, or without a verb, what is to be seen, and
 * ends with the day and place of the picture; such a sentence is a caption only at the head of a
 * post and only if text follows.
 */
final class Captions {

  private static final int LONGEST = 45;

  private static final Pattern CREDIT =
      Pattern.compile(
          ".*\\([^()]*\\b(photo|getty|reuters|pool|via|images|handout)\\b[^()]*\\)\\.?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SIDES = Pattern.compile(".*\\((L|R|C|left|right|cent(er|re))\\).*");
  private static final Pattern OPENING =
      Pattern.compile(
          "(image|screen|video) ?grab\\b.*|(a |an )?(file|undated|handout|satellite) (photo|picture|image)\\b.*"
              + "|(pictured|a view of|a general view)\\b.*",
          Pattern.CASE_INSENSITIVE);

  private static final String DAY =
      "(on |this )?(last )?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
          + "|on (January|February|March|April|May|June|July|August|September|October|November|December)"
          + " \\d{1,2}(, \\d{4})?";
  private static final Pattern DATED_STILL =
      Pattern.compile(".*(" + DAY + ")(,? (in|at|near|outside) [^.]{2,60})?\\.");
  private static final Pattern TELLS =
      Pattern.compile(
          ".*\\b(said|says|told|tells|will|would|could|has|have|had|was|were|is|are|been|met|spoke|began"
              + "|according|announced|\\p{Ll}+ed)\\b.*|.*[\"“”:;].*");
  private static final Pattern SECOND_SENTENCE = Pattern.compile(".*\\p{Ll}{2}[.!] +\\p{Lu}.*");

  private Captions() {}

  /** A caption wherever it stands. */
  static boolean showsItself(String line) {
    return BlockKind.words(line) <= LONGEST
        && (CREDIT.matcher(line).matches()
            || SIDES.matcher(line).matches()
            || OPENING.matcher(line).matches());
  }

  /** A caption if it stands between a title and its text. */
  static boolean looksLikeStill(String line) {
    return BlockKind.words(line) <= LONGEST
        && DATED_STILL.matcher(line).matches()
        && !TELLS.matcher(line).matches()
        && !SECOND_SENTENCE.matcher(line).matches();
  }
}
