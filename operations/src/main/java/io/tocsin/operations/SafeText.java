package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * What others sent, made harmless for a terminal: nothing in it moves the cursor, changes colours
 * or turns the direction of writing. Bytes that are not UTF-8 become {@code \xNN}, control and
 * format characters <code>&#92;uNNNN</code>.
 */
final class SafeText {

  private SafeText() {}

  /** Several lines: line feeds and tabs stay. */
  static String lines(byte[] bytes) {
    return escaped(bytes, true);
  }

  /** One line. */
  static String line(String text) {
    return escaped(text.getBytes(UTF_8), false);
  }

  private static String escaped(byte[] bytes, boolean lines) {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer part = CharBuffer.allocate(1 << 10);
    StringBuilder safe = new StringBuilder(bytes.length);
    CoderResult result;
    do {
      result = decoder.decode(in, part, true);
      part.flip();
      part.chars().forEach(character -> append(safe, (char) character, lines));
      part.clear();
      for (int bad = 0; result.isError() && bad < result.length(); bad++) {
        safe.append("\\x%02x".formatted(in.get() & 0xff));
      }
    } while (!result.isUnderflow());
    return safe.toString();
  }

  private static void append(StringBuilder safe, char character, boolean lines) {
    if (isHarmless(character, lines)) {
      safe.append(character);
    } else {
      safe.append("\\u%04x".formatted((int) character));
    }
  }

  private static boolean isHarmless(char character, boolean lines) {
    if (character == '\n' || character == '\t') {
      return lines;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
