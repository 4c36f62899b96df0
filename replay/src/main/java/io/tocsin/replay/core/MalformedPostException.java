package io.tocsin.replay.core;

import java.util.Locale;

/** A text is not a recorded post; names the field, its value and what was expected. */
public final class MalformedPostException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String field;
  private final String value;
  private final String expected;

  /**
   * Describes one problem.
   *
   * @param field name of the field, or {@code line} where the whole is meant
   * @param value what stands there; shortened to 80 characters
   * @param expected what should stand there
   */
  public MalformedPostException(String field, String value, String expected) {
    super(String.format(Locale.ROOT, "%s is %s, expected %s", field, shorten(value), expected));
    this.field = field;
    this.value = shorten(value);
    this.expected = expected;
  }

  /** Name of the field, or {@code line}. */
  public String field() {
    return field;
  }

  /** What stands there, shortened. */
  public String value() {
    return value;
  }

  /** What should stand there. */
  public String expected() {
    return expected;
  }

  private static String shorten(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
