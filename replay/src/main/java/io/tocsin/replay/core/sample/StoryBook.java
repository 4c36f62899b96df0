package io.tocsin.replay.core.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All kinds of stories and the words for their slots, as a text of four kinds of lines:
 * {@code @slot a|b|c}, {@code [kind weight first-day]}, {@code T headline}, {@code S sentence}.
 */
final class StoryBook {

  private static final String OURS = "stories.txt";

  private final SortedMap<String, List<String>> slots;
  private final List<StoryKind> kinds;

  private StoryBook(SortedMap<String, List<String>> slots, List<StoryKind> kinds) {
    this.slots = slots;
    this.kinds = List.copyOf(kinds);
  }

  /** The book of the sample. */
  static StoryBook ours() {
    try (InputStream in = Objects.requireNonNull(StoryBook.class.getResourceAsStream(OURS), OURS)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a book.
   *
   * @throws IllegalArgumentException naming the line that is none of the four kinds
   */
  static StoryBook parse(String text) {
    SortedMap<String, List<String>> slots = new TreeMap<>();
    List<StoryKind> kinds = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("@")) {
        int space = line.indexOf(' ');
        slots.put(line.substring(1, space), words(line.substring(space + 1)));
      } else if (line.startsWith("[")) {
        kinds.add(kind(line.substring(1, line.length() - 1)));
      } else if (line.startsWith("T ") && !kinds.isEmpty()) {
        addTo(kinds, line.substring(2), true);
      } else if (line.startsWith("S ") && !kinds.isEmpty()) {
        addTo(kinds, line.substring(2), false);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new IllegalArgumentException("not a line of a story book: " + line);
      }
    }
    return new StoryBook(slots, kinds);
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split("\\|", -1));
  }

  private static StoryKind kind(String text) {
    List<String> parts = Arrays.asList(text.split(" ", -1));
    LocalDate from = parts.size() > 2 ? LocalDate.parse(parts.get(2)) : LocalDate.MIN;
    return new StoryKind(parts.get(0), Integer.parseInt(parts.get(1)), from, List.of(), List.of());
  }

  private static void addTo(List<StoryKind> kinds, String template, boolean title) {
    StoryKind kind = kinds.remove(kinds.size() - 1);
    List<String> more = new ArrayList<>(title ? kind.titles() : kind.sentences());
    more.add(template);
    kinds.add(
        title
            ? new StoryKind(kind.name(), kind.weight(), kind.from(), more, kind.sentences())
            : new StoryKind(kind.name(), kind.weight(), kind.from(), kind.titles(), more));
  }

  /** Something that happens on a day. */
  Story draw(Random random, LocalDate day) {
    List<StoryKind> possible = kinds.stream().filter(kind -> !kind.from().isAfter(day)).toList();
    int ticket = random.nextInt(possible.stream().mapToInt(StoryKind::weight).sum());
    int index = 0;
    while (ticket >= possible.get(index).weight()) {
      ticket -= possible.get(index).weight();
      index++;
    }
    Map<String, String> words = new HashMap<>();
    slots.forEach((slot, choice) -> words.put(slot, choice.get(random.nextInt(choice.size()))));
    return new Story(possible.get(index), words);
  }
}
