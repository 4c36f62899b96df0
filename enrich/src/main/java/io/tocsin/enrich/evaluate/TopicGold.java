package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.PostText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A post of ours with its topics.
 *
 * @param hard whether it was written to be hard
 * @param topics that it has
 * @param allowed topics that it may have or not
 * @param post the text
 */
record TopicGold(boolean hard, Set<String> topics, Set<String> allowed, PostText post) {

  private static final int COLUMNS = 4;

  TopicGold {
    topics = Set.copyOf(topics);
    allowed = Set.copyOf(allowed);
  }

  /**
   * Reads a file: {@code plain} or {@code hard}, topics parted by spaces, title, body, parted by
   * tabs; a topic that ends in ? may be missing, a hyphen stands for none.
   *
   * @param known the codes of all topics
   * @throws IllegalArgumentException if a line cannot be read, naming it and what was expected
   */
  static List<TopicGold> read(Path file, Set<String> known) throws IOException {
    List<TopicGold> posts = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        posts.add(post(line, file.getFileName() + ":" + number, known));
      }
    }
    if (posts.isEmpty()) {
      throw new IllegalArgumentException(file + ": expected posts with their topics, found none");
    }
    return posts;
  }

  private static TopicGold post(String line, String place, Set<String> known) {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS || !Set.of("plain", "hard").contains(cells[0])) {
      throw new IllegalArgumentException(
          place + ": expected plain or hard, topics, title and body, parted by tabs: " + line);
    }
    Set<String> topics = new HashSet<>();
    Set<String> allowed = new HashSet<>();
    for (String topic : cells[1].equals("-") ? new String[0] : cells[1].split(" ", -1)) {
      boolean optional = topic.endsWith("?");
      String code = optional ? topic.substring(0, topic.length() - 1) : topic;
      if (!known.contains(code)) {
        throw new IllegalArgumentException(
            place + ": topic \"" + code + "\" is not one of " + known.stream().sorted().toList());
      }
      (optional ? allowed : topics).add(code);
    }
    return new TopicGold(
        cells[0].equals("hard"), topics, allowed, new PostText(cells[2], cells[3], null));
  }
}
