package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.PostRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Posts and rules of a made-up language whose words are as frequent as words are (Zipf's law, the
 * frequent ones short): posts of about 800 characters, rules of the kinds that desks write, over
 * words that are not among the most frequent.
 */
final class Newsroom {

  private static final int WORDS = 30_000;
  private static final int FIRST_OF_RULES = 300;
  private static final int LENGTH = 800;
  private static final int SENTENCE = 18;
  private static final String CONSONANTS = "bcdfghklmnprstvw";
  private static final String VOWELS = "aeiou";
  private static final String[] ENDINGS = {"", "", "", "s", "ed", "ing", "ation"};

  private final SplittableRandom random;
  private final String[] words = new String[WORDS];
  private final double[] reached = new double[WORDS];

  Newsroom(long seed) {
    this.random = new SplittableRandom(seed);
    double sum = 0;
    for (int i = 0; i < WORDS; i++) {
      words[i] = word(1 + (int) (Math.log10(1 + i) * 0.9));
      sum += 1.0 / (i + 2.7);
      reached[i] = sum;
    }
  }

  private String word(int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
    }
    return word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length()))).toString();
  }

  /** A word as frequent as it is in texts. */
  private String drawn() {
    double at = random.nextDouble() * reached[WORDS - 1];
    int low = 0;
    int high = WORDS - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (reached[middle] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return words[low] + ENDINGS[random.nextInt(ENDINGS.length)];
  }

  List<PostRevision> posts(int count) {
    List<PostRevision> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      posts.add(post("post-" + i));
    }
    return posts;
  }

  private PostRevision post(String key) {
    String title = String.join(" ", drawn(), drawn(), drawn(), drawn(), drawn(), drawn());
    StringBuilder body = new StringBuilder();
    for (int i = 1; body.length() + title.length() < LENGTH; i++) {
      body.append(drawn()).append(i % SENTENCE == 0 ? ". " : " ");
    }
    return new PostRevision(
        key,
        1,
        1,
        "wire",
        false,
        false,
        "en",
        title,
        body.toString(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  List<Rule> rules(int count) {
    return rules(count, "rule-");
  }

  /**
   * Others with each call.
   *
   * @param name what their ids begin with
   */
  List<Rule> rules(int count, String name) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(rule(name + i, query(i % 10)));
    }
    return rules;
  }

  private String asked() {
    return words[FIRST_OF_RULES + random.nextInt(WORDS - FIRST_OF_RULES)];
  }

  private String query(int kind) {
    return switch (kind) {
      case 0, 1 -> asked() + " OR " + asked() + " OR " + asked();
      case 2 -> asked() + " OR \"" + asked() + " " + asked() + "\"";
      case 3, 4 -> "(" + asked() + " OR " + asked() + ") AND (" + asked() + " OR " + asked() + ")";
      case 5 -> asked() + " AND " + asked();
      case 6 -> "\"" + asked() + " " + asked() + "\"~3";
      case 7 -> asked() + "* AND " + asked();
      case 8 -> "(" + asked() + " OR " + asked() + ") NOT " + asked();
      default -> "title:" + asked() + " OR \"" + asked() + " " + asked() + "\"";
    };
  }

  private static Rule rule(String id, String query) {
    return Rule.builder(id).hash(id).match(query).windows(Duration.ofHours(1)).build();
  }
}
