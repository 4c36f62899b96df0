package io.tocsin.replay.core.liveblog;

import java.util.List;
import java.util.regex.Pattern;

/** What a block looks like by itself, before its neighbours are looked at. */
enum BlockKind {
  /** The statement how many posts the page has: {@code 36 Posts}. */
  COUNT,
  /** Bullets, a list of links: lines that do not end as sentences do. */
  LIST,
  /** Who else reported. */
  BYLINE,
  /** A picture's caption that shows itself as such. */
  CAPTION,
  /** Attributes of a video player, credits, times, hints to other pages, section marks. */
  FURNITURE,
  /** A short line that does not end as a sentence does. */
  TITLE,
  /** Anything else: text. */
  PARAGRAPH;

  private static final int TITLE_WORDS = 30;
  private static final int TITLE_CHARS = 220;
  private static final int MARK_WORDS = 4;
  private static final int HINT_WORDS = 25;
  private static final int BYLINE_WORDS = 45;

  private static final Pattern STATED_COUNT =
      Pattern.compile("(\\d{1,4})\\s+(posts|updates|entries)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b[a-z]+(-[a-z]+)+=\"");
  private static final Pattern CREDIT =
      Pattern.compile(
          "(\\d{1,2}:\\d{2}\\s*)?[-–—]?\\s*(source|credit|photo|video):?\\s.{0,60}",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME =
      Pattern.compile(
          "(updated\\s+)?(\\d{1,2}[:.]\\d{2}\\s*([ap]\\.?m\\.?)?|\\d+\\s*(min|minute|hr|hour)s?\\s+ago)"
              + "\\b.{0,30}",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BULLET = Pattern.compile("[•·▪◦*‣]\\s*\\S.*|[-–]\\s+\\S.*");
  private static final Pattern HINT =
      Pattern.compile(
          "(read|see|watch|follow|listen|click|find|sign up|get)\\b.*\\bhere|(read|see) (more|the full|also)\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern REPORTERS =
      Pattern.compile(
          ".*\\bcontributed (to|reporting)\\b.*|(with )?reporting by\\b.*|by \\p{Lu}\\p{L}+ \\p{Lu}\\p{L}+.{0,40}");
  private static final Pattern SENTENCE_END = Pattern.compile(".*[.,:;…!][\"'”’)\\]]*");

  static BlockKind of(Block block) {
    List<String> lines = block.lines();
    if (lines.stream().anyMatch(BlockKind::playerData)) {
      return FURNITURE;
    }
    if (lines.stream().allMatch(line -> matches(BULLET, line)) || isLinkList(block)) {
      return LIST;
    }
    return block.single() ? ofLine(block.first()) : PARAGRAPH;
  }

  private static BlockKind ofLine(String line) {
    String clean = withoutDirt(line);
    int words = words(clean);
    if (matches(STATED_COUNT, clean)) {
      return COUNT;
    }
    if (matches(TIME, clean) || (words <= HINT_WORDS && matches(HINT, withoutPeriod(clean)))) {
      return FURNITURE;
    }
    if (words <= BYLINE_WORDS && matches(REPORTERS, clean)) {
      return BYLINE;
    }
    if (Captions.showsItself(clean)) {
      return CAPTION;
    }
    if (endsSentence(clean) || words > TITLE_WORDS || clean.length() > TITLE_CHARS) {
      return PARAGRAPH;
    }
    return isSectionMark(clean, words) ? FURNITURE : TITLE;
  }

  /** The number in {@code 36 Posts}. */
  static int statedCount(Block block) {
    var matcher = STATED_COUNT.matcher(withoutDirt(block.first()));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Drops the question marks and blanks that scraping left where other characters were. */
  static String withoutDirt(String line) {
    int end = line.length();
    while (end > 0
        && (line.charAt(end - 1) == '?' || Character.isWhitespace(line.charAt(end - 1)))) {
      end--;
    }
    return line.substring(0, end).replaceAll("(?<=\\p{L})\\?(?=\\p{L})", " ");
  }

  static boolean endsSentence(String line) {
    return matches(SENTENCE_END, line);
  }

  static int words(String line) {
    return line.isBlank() ? 0 : line.strip().split("\\s+", -1).length;
  }

  private static boolean playerData(String line) {
    return ATTRIBUTE.matcher(line).find() || matches(CREDIT, line);
  }

  private static boolean isLinkList(Block block) {
    return !block.single()
        && block.lines().stream()
            .map(BlockKind::withoutDirt)
            .noneMatch(line -> endsSentence(line) || line.length() > TITLE_CHARS);
  }

  private static boolean isSectionMark(String line, int words) {
    return words <= MARK_WORDS && line.chars().noneMatch(Character::isLowerCase);
  }

  private static String withoutPeriod(String line) {
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  private static boolean matches(Pattern pattern, String line) {
    return pattern.matcher(line).matches();
  }
}
