package io.tocsin.enrich.core;

/**
 * The language of a post.
 *
 * @param tag BCP 47 tag, {@code und} where it cannot be told
 * @param confidence how sure that is, 0 to 1; 0 for {@code und}
 */
public record Language(String tag, double confidence) {

  /** The language that could not be told. */
  public static final Language UNDETERMINED = new Language("und", 0);

  /** The primary subtag, for instance {@code en} of {@code en-GB}. */
  public String primary() {
    int hyphen = tag.indexOf('-');
    return hyphen < 0 ? tag : tag.substring(0, hyphen);
  }

  /** True where the language could not be told. */
  public boolean isUndetermined() {
    return tag.equals(UNDETERMINED.tag);
  }
}
