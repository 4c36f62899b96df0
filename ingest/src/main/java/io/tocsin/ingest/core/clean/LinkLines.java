package io.tocsin.ingest.core.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the page's signposts out of the body: addresses in the text, lines such as "Read the full
 * story here", and lists of headlines under a heading such as "Go deeper".
 */
final class LinkLines {
  private static final Pattern ADDRESS =
      Pattern.compile("\\s*(?<![\\p{L}\\p{N}])https?://\\S*[^\\s.,;:!?)\\]}>\"'”’»]");

  private static final Pattern HERE =
      Pattern.compile(
          "(?iu)(?:you can |click here to )?(?:read|see|watch|listen|find|follow|get|sign up|click|"
              + "catch up|subscribe)\\b(?:(?![.!?] ).){0,200}\\b(?:here|this link)[\\s.!:…»›>→]*");

  private static final Pattern HERE_WORDS = Pattern.compile("(?i)here|this link");

  private static final String HEADINGS =
      "read (?:more|also|next)|more on this(?: story| topic)?|related(?: stories| articles|"
          + " content| coverage)?|see also|also read|full story|continue reading|go deeper|"
          + "further reading|read the full (?:story|article|report|post)|more (?:coverage|stories)|"
          + "recommended|must reads?|don['’]t miss|most read";

  private static final Pattern SIGNPOST =
      Pattern.compile("(?iu)(?:" + HEADINGS + ")\\s*(?:[:»›>→…-]+\\s*.{0,200}|[.!\\s]*)");

  private static final Pattern HEADING = Pattern.compile("(?iu)(?:" + HEADINGS + ")[\\s:.…»›>→-]*");

  private static final Pattern LISTED = Pattern.compile(".{8,200}[^.!?…:;,]");

  private LinkLines() {}

  static Draft takeOut(Draft draft) {
    TakenOut taken = new TakenOut();
    StringBuilder kept = new StringBuilder(draft.body().length());
    boolean listMayFollow = false;
    for (String paragraph : draft.body().split("\n\n", -1)) {
      List<String> lines = List.of(paragraph.split("\n", -1));
      boolean headed = HEADING.matcher(lines.get(0)).matches();
      List<String> items = headed ? lines.subList(1, lines.size()) : lines;
      if ((headed || listMayFollow) && isList(items)) {
        lines.forEach(item -> takeSignpost(item, taken));
      } else {
        append(kept, keptLines(lines, taken));
      }
      listMayFollow = headed && lines.size() == 1;
    }
    return draft.withTexts(draft.title(), kept.toString()).plus(taken);
  }

  private static boolean isList(List<String> lines) {
    return lines.size() >= 2 && lines.stream().allMatch(line -> LISTED.matcher(line).matches());
  }

  /** Takes a whole line: its words with its first address, the others after it. */
  private static void takeSignpost(String line, TakenOut taken) {
    List<String> urls = new ArrayList<>();
    String words = withoutAddresses(line, urls);
    if (urls.isEmpty() || urls.get(0).length() > Draft.LONGEST_ADDRESS) {
      taken.link(words, "");
      urls.forEach(taken::address);
    } else {
      taken.link(words, urls.get(0));
      urls.subList(1, urls.size()).forEach(taken::address);
    }
  }

  private static void append(StringBuilder kept, String paragraph) {
    if (!paragraph.isEmpty()) {
      kept.append(kept.length() == 0 ? "" : "\n\n").append(paragraph);
    }
  }

  private static String keptLines(List<String> lines, TakenOut taken) {
    StringBuilder kept = new StringBuilder();
    for (String line : lines) {
      String rest = keptLine(line, taken);
      if (!rest.isEmpty()) {
        kept.append(kept.length() == 0 ? "" : "\n").append(rest);
      }
    }
    return kept.toString();
  }

  private static String keptLine(String line, TakenOut taken) {
    List<String> urls = new ArrayList<>();
    String words = withoutAddresses(line, urls);
    if (isSignpost(words)) {
      takeSignpost(line, taken);
      return "";
    }
    urls.forEach(taken::address);
    return words;
  }

  private static boolean isSignpost(String words) {
    return words.length() <= 300
        && ((HERE_WORDS.matcher(words).find() && HERE.matcher(words).matches())
            || SIGNPOST.matcher(words).matches());
  }

  private static String withoutAddresses(String line, List<String> urls) {
    if (!line.contains("://")) {
      return line;
    }
    Matcher matcher = ADDRESS.matcher(line);
    StringBuilder out = new StringBuilder(line.length());
    while (matcher.find()) {
      urls.add(matcher.group().strip());
      matcher.appendReplacement(out, "");
    }
    matcher.appendTail(out);
    return Whitespace.line(out.toString());
  }
}
