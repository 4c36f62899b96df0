package io.tocsin.replay.core.liveblog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the bytes of a file into the text of a page, and says what is wrong if they are none. */
public final class PageText {

  /** Largest page that is read, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private PageText() {}

  /**
   * Decodes a page.
   *
   * @param bytes the file
   * @throws IllegalArgumentException if it is too large, binary, not UTF-8, HTML or JSON
   */
  public static String decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "has " + bytes.length + " bytes, at most " + MAX_BYTES + " are read");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8 text (a binary file?)", e);
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("is a binary file, expected the text of a page");
    }
    return checkForm(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static String checkForm(String text) {
    String head = text.stripLeading();
    String start = head.substring(0, Math.min(20, head.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html")) {
      throw new IllegalArgumentException(
          "is HTML, expected the text of a page as a browser saves it");
    }
    if (start.startsWith("{")) {
      throw new IllegalArgumentException("is JSON, which needs no import: replay it as it is");
    }
    return text;
  }
}
