package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.tag.Topic.Pair;
import io.tocsin.enrich.core.tag.Topic.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The taxonomy as people write it: {@code topics.txt}, whose head says how.
 *
 * @param topics by code, as they stand
 * @param noTopic phrases whose words lead nowhere
 */
record TopicFile(List<Topic> topics, List<String> noTopic) {

  static final String RESOURCE = "topics.txt";

  private static final Map<String, Integer> POINTS =
      Map.of(
          "strong",
          TopicScore.ENOUGH,
          "weak",
          2,
          "hint",
          1,
          "other strong",
          TopicScore.ENOUGH,
          "other weak",
          2);
  private static final Set<String> OTHER_KEYS =
      Set.of("media topic", "gives way to", "both", "never", "no topic");

  TopicFile {
    topics = List.copyOf(topics);
    noTopic = List.copyOf(noTopic);
  }

  /** The taxonomy that comes along. */
  static TopicFile read() {
    try (InputStream file = TopicFile.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      return parse(
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A taxonomy from its lines.
   *
   * @throws IllegalArgumentException if a line cannot be read, naming it and what was expected
   */
  static TopicFile parse(List<String> lines) {
    Parser parser = new Parser();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parser.accept(line, i + 1);
      }
    }
    return parser.finish();
  }

  private static final class Parser {

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final List<String> noTopic = new ArrayList<>();
    private Draft draft = new Draft();

    void accept(String line, int number) {
      int colon = line.indexOf(':');
      if (line.startsWith("topic ")) {
        draft = new Draft();
        if (drafts.put(code(line, number), draft) != null) {
          throw wrong(number, line, "a topic that does not stand above already");
        }
      } else if (colon < 0) {
        throw wrong(number, line, "\"topic NAME\" or \"key: words\"");
      } else {
        read(line.substring(0, colon).strip(), list(line.substring(colon + 1)), line, number);
      }
    }

    private void read(String key, List<String> words, String line, int number) {
      if (!POINTS.containsKey(key) && !OTHER_KEYS.contains(key)) {
        throw wrong(number, key, "one of " + POINTS.keySet() + " and " + OTHER_KEYS);
      }
      if (words.stream().anyMatch(word -> !word.equals(word.toLowerCase(Locale.ROOT)))) {
        throw wrong(number, line, "lower-case words");
      }
      switch (key) {
        case "no topic" -> noTopic.addAll(words);
        case "media topic" -> draft.mediaTopics.addAll(words);
        case "gives way to" -> draft.givesWayTo.addAll(words);
        case "never" -> draft.never.addAll(words);
        case "both" -> words.forEach(word -> draft.pairs.add(pair(word, number)));
        default -> words.forEach(word -> draft.add(word, key, number));
      }
    }

    TopicFile finish() {
      List<Topic> topics = new ArrayList<>();
      drafts.forEach((code, read) -> topics.add(read.topic(code)));
      for (Topic topic : topics) {
        for (String other : topic.givesWayTo()) {
          if (!drafts.containsKey(other)) {
            throw new IllegalArgumentException(
                RESOURCE + ": topic " + topic.code() + " gives way to \"" + other + "\", no topic");
          }
        }
      }
      return new TopicFile(topics, noTopic);
    }

    private static String code(String line, int number) {
      String code = line.substring("topic ".length()).strip();
      if (!code.matches("[a-z]+(-[a-z]+)*")) {
        throw wrong(number, code, "a name of small letters and hyphens");
      }
      return code;
    }

    private static Pair pair(String text, int number) {
      String[] sides = text.split("\\+", -1);
      if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
        throw wrong(number, text, "\"word + word\"");
      }
      return new Pair(sides[0].strip(), sides[1].strip());
    }

    private static List<String> list(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .toList();
    }
  }

  private static IllegalArgumentException wrong(int line, String found, String expected) {
    return new IllegalArgumentException(
        RESOURCE + ":" + line + ": expected " + expected + ", not \"" + found + "\"");
  }

  /** A topic while it is read. */
  private static final class Draft {

    private final List<String> mediaTopics = new ArrayList<>();
    private final List<String> givesWayTo = new ArrayList<>();
    private final Map<String, Seed> words = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<String> never = new ArrayList<>();

    void add(String word, String key, int number) {
      boolean english = !key.startsWith("other");
      Seed seed = new Seed(word, POINTS.getOrDefault(key, 0), english);
      if (words.put(word, seed) != null) {
        throw wrong(number, word, "a word that this topic does not have already");
      }
    }

    Topic topic(String code) {
      String mediaTopic = mediaTopics.isEmpty() ? null : mediaTopics.get(0);
      return new Topic(code, mediaTopic, givesWayTo, List.copyOf(words.values()), pairs, never);
    }
  }
}
