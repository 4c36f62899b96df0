package io.tocsin.benchmarks.speed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A long history of posts as short as headlines, and rules over its words, for measuring how fast a
 * backtest is. Its text is made of words by chance: same seed, same files.
 */
public final class HeadlineHistory {

  private static final Instant START = Instant.parse("2022-01-01T00:00:00Z");
  private static final long POST_EVERY_MILLIS = 5_000;
  private static final int SOURCES = 200;

  private static final List<String> WHO =
      words(
          "mayor minister police union court farmers nurses drivers students parliament governor army"
              + " coach bank airline scientists doctors voters teachers engineers prosecutors pilots"
              + " dockers miners judges editors tenants fishermen firefighters investors");
  private static final List<String> DOES =
      words(
          "announces rejects delays plans demands begins ends blocks reviews doubles cuts warns"
              + " promises denies confirms finds loses wins opens closes evacuates invades bans funds"
              + " repairs sells buys halts expands questions");
  private static final List<String> WHAT =
      words(
          "budget strike harbour bridge election vaccine tariff pipeline hospital curfew border"
              + " airport dam reactor subsidy treaty sanction refinery tunnel festival stadium museum"
              + " railway outage drought flood earthquake wildfire ceasefire embargo lawsuit merger"
              + " shortage protest blackout inquiry rescue quarantine recall satellite");
  private static final List<String> PLACES =
      words(
          "Kyiv Paris Berlin Warsaw Madrid Rome London Tokyo Seoul Delhi Cairo Lagos Nairobi Lima"
              + " Bogota Ottawa Canberra Oslo Helsinki Riga Vilnius Prague Vienna Budapest Athens"
              + " Ankara Tehran Baghdad Jakarta Manila");
  private static final List<String> SYLLABLES =
      words("ka lo mi ren tas vor bel dun gri sha pel nor zan wic thu mar");

  private final Random random;

  private HeadlineHistory(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Writes {@code posts.jsonl} and {@code rules.yaml}.
   *
   * @param args directory, number of posts, number of rules
   */
  public static void main(String... args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("expected: DIRECTORY POSTS RULES");
    }
    Path directory = Files.createDirectories(Path.of(args[0]));
    write(directory, Integer.parseInt(args[1]), Integer.parseInt(args[2]), 1);
  }

  static void write(Path directory, int posts, int rules, long seed) throws IOException {
    HeadlineHistory history = new HeadlineHistory(seed);
    try (BufferedWriter out = open(directory.resolve("posts.jsonl"))) {
      for (int post = 0; post < posts; post++) {
        history.writePost(out, post);
      }
    }
    try (BufferedWriter out = open(directory.resolve("rules.yaml"))) {
      out.write("rules:\n");
      for (int rule = 0; rule < rules; rule++) {
        history.writeRule(out, rule);
      }
    }
  }

  private static BufferedWriter open(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  private void writePost(Writer out, int post) throws IOException {
    int source = random.nextInt(SOURCES);
    Instant seenAt = START.plusMillis(post * POST_EVERY_MILLIS + random.nextInt(1_000));
    out.write(
        "{\"source\":\"source-%d\",\"id\":\"p%d\",\"seenAt\":\"%s\",\"title\":\"%s\",\"language\":\"en\"}\n"
            .formatted(source, post, seenAt, headline()));
  }

  private String headline() {
    return String.join(
        " ",
        "The",
        one(WHO),
        one(DOES),
        "the",
        one(WHAT),
        "of",
        madeUp(),
        "in",
        one(PLACES),
        "after",
        one(WHO),
        "and",
        one(WHO),
        "spoke",
        "about",
        madeUp());
  }

  private void writeRule(Writer out, int rule) throws IOException {
    String match =
        switch (rule % 4) {
          case 0 -> one(WHAT) + " AND " + one(DOES);
          case 1 -> madeUp() + " OR " + madeUp();
          case 2 -> "\"" + one(WHO) + " " + one(DOES) + "\"";
          default -> madeUp();
        };
    out.write("  - id: rule-%d\n    match: '%s'\n".formatted(rule, match));
    out.write(rule % 2 == 0 ? "    scope: country\n" : "");
    out.write("    windows: [10m, 1h, 6h]\n    falseAlarms: 1 per 30d\n");
    out.write("    minimum: {voices: 3, sources: 2}\n    cooldown: 2h\n");
  }

  private String madeUp() {
    return one(SYLLABLES) + one(SYLLABLES) + one(SYLLABLES);
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
