package io.tocsin.alerts.core.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import morfologik.stemming.Dictionary;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.morfologik.MorfologikFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;

/**
 * Ukrainian, for which there is no stemmer but a dictionary of forms; a word that it does not know
 * stays as it is. The dictionary takes 7 MB of the heap from its first use on.
 */
final class UkrainianWords {

  private static final Pattern APOSTROPHES = Pattern.compile("[\\u2019\\u02BC`]");
  private static final Pattern STRESS = Pattern.compile("\\u0301");

  private UkrainianWords() {}

  /** Apostrophes as the dictionary has them, without marks of stress. */
  static TokenStream normalized(TokenStream in) {
    return new PatternReplaceFilter(
        new PatternReplaceFilter(in, APOSTROPHES, "'", true), STRESS, "", true);
  }

  /** All words that a form may be of. */
  static TokenStream stemmed(TokenStream in) {
    return new MorfologikFilter(in, Forms.DICTIONARY);
  }

  /** Read when first needed. */
  private static final class Forms {

    private static final String NAME = "/ua/net/nlp/ukrainian";
    private static final Dictionary DICTIONARY = read();

    private static Dictionary read() {
      try (InputStream words = resource(NAME + ".dict");
          InputStream features = resource(NAME + ".info")) {
        return Dictionary.read(words, features);
      } catch (IOException e) {
        throw new UncheckedIOException("The Ukrainian dictionary cannot be read", e);
      }
    }

    private static InputStream resource(String name) {
      InputStream in = UkrainianWords.class.getResourceAsStream(name);
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing");
      }
      return in;
    }
  }
}
