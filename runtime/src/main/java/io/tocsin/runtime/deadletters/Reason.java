package io.tocsin.runtime.deadletters;

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

  /** Code of letters that hold what could not be written, not what was read. */
  public static final String TOO_LARGE_TO_SEND = "too-large-to-send";

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
