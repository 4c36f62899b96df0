package io.tocsin.dashboard.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has read: the offset of the next event in each partition. What it does not name
 * is to be read from its beginning. Its text is opaque to clients: {@code
 * namespace/partition=offset}, joined by commas, in base64url.
 *
 * @param next offsets, in the order of the partitions
 */
public record Cursor(SortedMap<EventPartition, Long> next) {
  /** Before all events. */
  public static final Cursor BEGINNING = new Cursor(new TreeMap<>());

  private static final int LONGEST = 1 << 16;
  private static final Pattern PART =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,99})/(\\d{1,4})=(\\d{1,18})");

  public Cursor {
    next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
  }

  /** The offset of the next event of a partition. */
  public long at(EventPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** The same with another offset in one partition. */
  public Cursor with(EventPartition partition, long offset) {
    SortedMap<EventPartition, Long> more = new TreeMap<>(next);
    more.put(partition, offset);
    return new Cursor(more);
  }

  /** The same as far as it is about other namespaces. */
  public Cursor without(String namespace) {
    SortedMap<EventPartition, Long> less = new TreeMap<>(next);
    less.keySet().removeIf(partition -> partition.namespace().equals(namespace));
    return new Cursor(less);
  }

  /** The text, which {@link #parse} reads. */
  public String text() {
    StringBuilder parts = new StringBuilder();
    for (Map.Entry<EventPartition, Long> entry : next.entrySet()) {
      parts.append(parts.isEmpty() ? "" : ",");
      parts.append(entry.getKey().namespace()).append('/').append(entry.getKey().partition());
      parts.append('=').append(entry.getValue());
    }
    byte[] bytes = ("1:" + parts).getBytes(UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads a text.
   *
   * @throws BrokenCursorException if it is none that {@link #text} has made
   */
  public static Cursor parse(String text) throws BrokenCursorException {
    String parts = decoded(text);
    SortedMap<EventPartition, Long> next = new TreeMap<>();
    for (String part : parts.isEmpty() ? new String[0] : parts.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw broken(text);
      }
      int partition = Integer.parseInt(matcher.group(2));
      next.put(new EventPartition(matcher.group(1), partition), Long.parseLong(matcher.group(3)));
    }
    return new Cursor(next);
  }

  private static String decoded(String text) throws BrokenCursorException {
    if (text.length() > LONGEST) {
      throw broken(text);
    }
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      if (decoded.startsWith("1:")) {
        return decoded.substring(2);
      }
    } catch (IllegalArgumentException noBase64) {
      // told below
    }
    throw broken(text);
  }

  private static BrokenCursorException broken(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new BrokenCursorException(
        "\"" + shown + "\"; expected the id of an event, or the cursor of an answer, as it was");
  }
}
