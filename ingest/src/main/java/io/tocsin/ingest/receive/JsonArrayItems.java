package io.tocsin.ingest.receive;

/**
 * Finds where the items of a JSON array begin and end, by brackets and strings alone. A parser
 * would end at the first bad item; this one leaves each to be judged alone.
 */
final class JsonArrayItems {

  /** Is told of each item. */
  @FunctionalInterface
  interface Listener {
    void item(int from, int to);
  }

  private final byte[] json;
  private final Listener listener;
  private int position;

  /**
   * @param from where the opening bracket is
   */
  JsonArrayItems(byte[] json, int from, Listener listener) {
    this.json = json;
    this.position = from + 1;
    this.listener = listener;
  }

  /** The first position that is no JSON white space, or {@code to}. */
  static int afterSpace(byte[] json, int from, int to) {
    int position = from;
    while (position < to && isSpace(json[position])) {
      position++;
    }
    return position;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * Tells of all items in their order.
   *
   * @throws Problem if something is wrong between them, before the first or after the last
   */
  void find() {
    skipSpace();
    if (next("an item or ]") == ']') {
      position++;
    } else {
      items();
    }
    skipSpace();
    if (position < json.length) {
      throw broken("nothing after the array");
    }
  }

  private void items() {
    boolean more = true;
    while (more) {
      skipSpace();
      int from = position;
      skipItem();
      if (position == from) {
        throw broken("an item");
      }
      listener.item(from, position);
      skipSpace();
      byte after = next(", or ]");
      if (after != ',' && after != ']') {
        throw broken(", or ]");
      }
      position++;
      more = after == ',';
    }
  }

  private void skipItem() {
    if (next("an item") == '{' || json[position] == '[' || json[position] == '"') {
      skipNested();
      return;
    }
    while (position < json.length
        && json[position] != ','
        && json[position] != ']'
        && !isSpace(json[position])) {
      position++;
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      switch (next("the end of an item")) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> skipString();
        default -> {}
      }
      position++;
    } while (depth > 0);
  }

  /** From its first quotation mark to its last. */
  private void skipString() {
    position++;
    while (next("the end of a string") != '"') {
      position += json[position] == '\\' ? 2 : 1;
    }
  }

  private byte next(String expected) {
    if (position >= json.length) {
      throw broken(expected);
    }
    return json[position];
  }

  private void skipSpace() {
    position = afterSpace(json, position, json.length);
  }

  private Problem broken(String expected) {
    String found =
        position >= json.length
            ? "the end of the body"
            : "byte 0x%02x".formatted(json[position] & 0xff);
    return new Problem(
        Problem.Kind.MALFORMED,
        "body: %s at position %d; expected %s; nothing was sent"
            .formatted(found, Math.min(position, json.length), expected));
  }
}
