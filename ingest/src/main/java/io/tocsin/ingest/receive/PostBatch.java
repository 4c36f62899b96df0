package io.tocsin.ingest.receive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the posts of a body: one object, the items of an array, or the lines of NDJSON. What stands
 * in them is not looked at, so that one bad post spoils no other.
 */
final class PostBatch {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** The forms of a body. */
  enum Form {
    /** One object, or an array of them. */
    JSON,
    /** One object a line. */
    LINES
  }

  private final int maxPosts;

  PostBatch(int maxPosts) {
    this.maxPosts = maxPosts;
  }

  /**
   * The form that a {@code Content-Type} names.
   *
   * @throws Problem if it names none
   */
  static Form form(@Nullable String contentType) {
    String[] parts =
        (contentType == null ? "" : contentType).toLowerCase(Locale.ROOT).split(";", -1);
    for (String parameter : Arrays.asList(parts).subList(1, parts.length)) {
      requireUtf8(parameter.strip());
    }
    return switch (parts[0].strip()) {
      case "application/json" -> Form.JSON;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/json-lines" ->
          Form.LINES;
      default -> throw unsupported("Content-Type: \"" + BodyReader.shown(parts[0].strip()) + "\"");
    };
  }

  private static void requireUtf8(String parameter) {
    if (parameter.startsWith("charset=")
        && !parameter.substring("charset=".length()).replace("\"", "").equals("utf-8")) {
      throw unsupported("Content-Type: " + BodyReader.shown(parameter));
    }
  }

  private static Problem unsupported(String found) {
    return new Problem(
            Problem.Kind.UNSUPPORTED,
            found + "; expected application/json or application/x-ndjson, in UTF-8")
        .with("Accept", "application/json, application/x-ndjson")
        .closing();
  }

  /**
   * Its posts in their order, each as it stands there.
   *
   * @throws Problem if there is none, there are too many, or an array is broken between its items
   */
  List<byte[]> posts(byte[] body, Form form) {
    int begin = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0;
    Found found = new Found(body);
    if (form == Form.LINES) {
      lines(body, begin, found);
    } else {
      json(body, begin, found);
    }
    if (found.posts.isEmpty()) {
      throw new Problem(Problem.Kind.MALFORMED, "body: no post in it; expected at least one");
    }
    return found.posts;
  }

  private static boolean startsWithMark(byte[] body) {
    return body.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private static void lines(byte[] body, int begin, Found found) {
    int from = begin;
    while (from < body.length) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      int end = to > from && body[to - 1] == '\r' ? to - 1 : to;
      if (JsonArrayItems.afterSpace(body, from, end) < end) {
        found.add(from, end);
      }
      from = to + 1;
    }
  }

  private static void json(byte[] body, int begin, Found found) {
    int from = JsonArrayItems.afterSpace(body, begin, body.length);
    if (from < body.length && body[from] == '[') {
      new JsonArrayItems(body, from, found::add).find();
    } else if (from < body.length) {
      found.add(from, body.length);
    }
  }

  /** Posts so far, no more than there may be. */
  private final class Found {
    private final byte[] body;
    private final List<byte[]> posts = new ArrayList<>();

    Found(byte[] body) {
      this.body = body;
    }

    void add(int from, int to) {
      if (posts.size() == maxPosts) {
        throw new Problem(
            Problem.Kind.TOO_LARGE,
            "body: more than %d posts (tocsin.receive.max-posts)".formatted(maxPosts));
      }
      boolean isAll = from == 0 && to == body.length;
      posts.add(isAll ? body : Arrays.copyOfRange(body, from, to));
    }
  }
}
