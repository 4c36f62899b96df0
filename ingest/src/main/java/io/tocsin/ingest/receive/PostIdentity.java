package io.tocsin.ingest.receive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Which post an address is about, {@code /posts/{source}/{id}}. The id is all behind the source,
 * with its slashes, escaped or not.
 *
 * @param source who published it
 * @param id the source's own identifier
 */
record PostIdentity(String source, String id) {
  private static final String PREFIX = "/posts/";

  /**
   * Reads it from the path as it came, escapes and all.
   *
   * @throws Problem if an escape is broken, or is not UTF-8
   */
  static PostIdentity ofPath(String rawPath) {
    String rest = rawPath.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    return new PostIdentity(decoded(rest.substring(0, slash)), decoded(rest.substring(slash + 1)));
  }

  private static String decoded(String escaped) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * escaped.length());
    int position = 0;
    while (position < escaped.length()) {
      if (escaped.charAt(position) == '%') {
        bytes.put(escape(escaped, position));
        position += 3;
      } else {
        int codePoint = escaped.codePointAt(position);
        bytes.put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        position += Character.charCount(codePoint);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed(escaped, "UTF-8");
    }
  }

  private static byte escape(String escaped, int position) {
    try {
      return (byte) Integer.parseInt(escaped.substring(position + 1, position + 3), 16);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw malformed(escaped, "two hexadecimal digits after each %");
    }
  }

  private static Problem malformed(String escaped, String expected) {
    return new Problem(
        Problem.Kind.MALFORMED,
        "path: \"%s\"; expected %s".formatted(BodyReader.shown(escaped), expected));
  }
}
