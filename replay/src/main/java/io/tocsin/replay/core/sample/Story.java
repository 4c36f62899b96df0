package io.tocsin.replay.core.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that happened, and the words that stay the same whoever tells it.
 *
 * @param kind what kind of story it is
 * @param words the choice for each slot
 */
record Story(StoryKind kind, Map<String, String> words) {

  private static final Pattern SLOT = Pattern.compile("\\{(\\p{Ll}+)}");
  private static final int FEWEST_SENTENCES = 3;

  Story {
    words = Map.copyOf(words);
  }

  /** A text about the story. */
  record Telling(String title, List<String> sentences) {

    String body() {
      return String.join(" ", sentences);
    }
  }

  /** Tells it in one of the many ways: a headline, and three or more sentences in their order. */
  Telling tell(Random random) {
    String title = kind.titles().get(random.nextInt(kind.titles().size()));
    int spare = kind.sentences().size() - FEWEST_SENTENCES;
    int left = FEWEST_SENTENCES + (spare > 0 ? random.nextInt(Math.min(spare, 2) + 1) : 0);
    List<String> chosen = new ArrayList<>();
    for (int index = 0; index < kind.sentences().size(); index++) {
      if (random.nextInt(kind.sentences().size() - index) < left) {
        chosen.add(fill(kind.sentences().get(index)));
        left--;
      }
    }
    return new Telling(fill(title), chosen);
  }

  private String fill(String template) {
    String text =
        SLOT.matcher(template)
            .replaceAll(slot -> Matcher.quoteReplacement(wordFor(slot.group(1), template)));
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String wordFor(String slot, String template) {
    String word = words.get(slot);
    if (word == null) {
      throw new IllegalArgumentException("no words for {" + slot + "} in: " + template);
    }
    return word;
  }
}
