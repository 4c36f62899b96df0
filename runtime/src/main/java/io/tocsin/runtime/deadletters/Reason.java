package io.tocsin.runtime.deadletters;

import java.util.List;

/**
 * Why a record could not be taken.
 *
 * @param code a short code for machines and metrics: lower case, digits, hyphens, such as {@code
 *     not-json}
 * @param detail for people: names the field, the value and what was expected; cut at {@link
 *     #MAX_DETAIL} characters
 */
public record Reason(String code, String detail) {
  /** Longest detail in characters. */
  public static final int MAX_DETAIL = 500;

  /** Code of letters whose bytes could not be read. */
  static final String UNREADABLE_BYTES = "unreadable-bytes";

  /** Code of letters on which our own code failed. */
  static final String FAILED_PROCESSING = "failed-processing";

  /** Code of letters of which something came that could not be turned to bytes. */
  static final String FAILED_SERIALIZATION = "failed-serialization";

  /** Code of letters that hold what could not be written, not what was read. */
  public static final String TOO_LARGE_TO_SEND = "too-large-to-send";

  /** The codes of letters that an exception has caused; other letters have codes of their own. */
  static final List<String> OF_EXCEPTIONS =
      List.of(UNREADABLE_BYTES, FAILED_PROCESSING, FAILED_SERIALIZATION, TOO_LARGE_TO_SEND);

  private static final int MAX_CODE = 60;

  public Reason {
    if (!code.matches("[a-z0-9-]{1," + MAX_CODE + "}")) {
      throw new IllegalArgumentException(
          "code: expected 1 to 60 lower-case letters, digits and hyphens, got " + code);
    }
    detail = cut(detail);
  }

  private static String cut(String text) {
    if (text.length() <= MAX_DETAIL) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_DETAIL - 2));
    return text.substring(0, MAX_DETAIL - (splitsPair ? 2 : 1)) + "…";
  }
}
