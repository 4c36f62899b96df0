package io.tocsin.ingest.core.clean;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes lines out of the body that are the inside of a tag whose brackets a scraper lost: no writer
 * sets three attributes such as {@code data-video-id="7"} in one line.
 */
final class AttributeDebris {
  private static final int ENOUGH = 3;
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?<![\\w-])(?:data|aria)-[a-z][a-z0-9-]{1,60}=[\"'“”]");

  private AttributeDebris() {}

  static Draft takeOut(Draft draft) {
    if (!draft.body().contains("data-") && !draft.body().contains("aria-")) {
      return draft;
    }
    TakenOut taken = new TakenOut();
    StringBuilder kept = new StringBuilder(draft.body().length());
    for (String line : draft.body().split("\n", -1)) {
      if (isDebris(line)) {
        taken.furniture(line);
      } else {
        kept.append(line);
      }
      kept.append('\n');
    }
    return draft.withTexts(draft.title(), kept.toString()).plus(taken);
  }

  private static boolean isDebris(String line) {
    Matcher attributes = ATTRIBUTE.matcher(line);
    int found = 0;
    while (found < ENOUGH && attributes.find()) {
      found++;
    }
    return found == ENOUGH;
  }
}
