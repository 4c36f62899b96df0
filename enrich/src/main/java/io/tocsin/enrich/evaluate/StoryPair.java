package io.tocsin.enrich.evaluate;

import io.tocsin.enrich.core.PostText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two reports of which people say whether one is a copy of the other.
 *
 * @param copy whether they are one story
 * @param kind how they are alike
 * @param oneId name of the first report
 * @param one the first report
 * @param otherId name of the second one
 * @param other the second one
 */
record StoryPair(
    boolean copy, String kind, String oneId, PostText one, String otherId, PostText other) {

  static final String COPY = "copy";
  static final String DIFFERENT = "different";

  private static final Set<String> VERDICTS = Set.of(COPY, DIFFERENT);

  /**
   * Reads a file of reports, {@code text}, id, headline, body, and of pairs, {@code pair}, {@code
   * copy} or {@code different}, kind, id, id, one a line, parted by tabs; a report stands before
   * the pairs that it is in.
   *
   * @throws IllegalArgumentException if a line cannot be read, naming it and what was expected
   */
  static List<StoryPair> read(Path file) throws IOException {
    Map<String, PostText> texts = new HashMap<>();
    List<StoryPair> pairs = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        take(line.split("\t", -1), file.getFileName() + ":" + number, texts, pairs);
      }
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(file + ": expected pairs of reports, found none");
    }
    return pairs;
  }

  private static void take(
      String[] cells, String place, Map<String, PostText> texts, List<StoryPair> pairs) {
    if (cells.length == 4 && cells[0].equals("text")) {
      if (texts.put(cells[1], new PostText(cells[2], cells[3], null)) != null) {
        throw new IllegalArgumentException(place + ": text \"" + cells[1] + "\" is there twice");
      }
    } else if (cells.length == 5 && cells[0].equals("pair") && VERDICTS.contains(cells[1])) {
      pairs.add(
          new StoryPair(
              cells[1].equals(COPY),
              cells[2],
              cells[3],
              known(cells[3], place, texts),
              cells[4],
              known(cells[4], place, texts)));
    } else {
      throw new IllegalArgumentException(
          place
              + ": expected text, id, headline, body, or pair, copy or different, kind, id, id,"
              + " parted by tabs: "
              + String.join("\t", cells));
    }
  }

  private static PostText known(String id, String place, Map<String, PostText> texts) {
    PostText text = texts.get(id);
    if (text == null) {
      throw new IllegalArgumentException(place + ": no text \"" + id + "\" stands before this");
    }
    return text;
  }
}
