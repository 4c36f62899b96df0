package io.tocsin.alerts.core.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.de.GermanStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/**
 * How words are made comparable, per language. Texts keep each word beside its stem, so that
 * wildcards see words as they are written; queries are stemmed only.
 */
final class TextAnalyzers {

  /** Languages with a stemmer; all others share the analysis without one. */
  static final List<String> STEMMED = List.of("de", "en", "es", "fr", "ru", "uk");

  private static final String UNKNOWN = "und";
  private static final String NO_STEMMER = "";
  private static final int ENTITY_GAP = 100;
  private static final CharArraySet FRENCH_ARTICLES =
      new CharArraySet(
          List.of("l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu"), true);

  /** English words of news that the stemmer would merge with others: invasive is no invasion. */
  private static final CharArraySet NOT_STEMMED = new CharArraySet(List.of("invasive"), true);

  private TextAnalyzers() {}

  /**
   * The language whose analysis serves a BCP 47 tag. Where the language is unknown it is English:
   * short English posts are the usual case, and its stemmer leaves words alone that it does not
   * know.
   */
  static String languageOf(String tag) {
    int dash = tag.indexOf('-');
    String primary = dash < 0 ? tag : tag.substring(0, dash);
    if (primary.equals(UNKNOWN) || primary.isEmpty()) {
      return "en";
    }
    return STEMMED.contains(primary) ? primary : NO_STEMMER;
  }

  /**
   * For whole texts of posts in a language that {@link #languageOf} gave: what {@link PostReader}
   * does by the word.
   */
  static Analyzer forTexts(String language) {
    return perField(new WordAnalyzer(language, true, StandardTokenizer::new));
  }

  /** For queries against texts in a language that {@link #languageOf} gave. */
  static Analyzer forQueries(String language) {
    return perField(new WordAnalyzer(language, false, StandardTokenizer::new));
  }

  /** The forms of single words of titles and bodies. */
  static Analyzer forWords(String language) {
    return new WordAnalyzer(language, true, KeywordTokenizer::new);
  }

  /** The forms of single words of entities. */
  static Analyzer forNames() {
    return new WordAnalyzer(NO_STEMMER, false, KeywordTokenizer::new);
  }

  /** The form of a tag. */
  static Analyzer forTags() {
    return new TagAnalyzer();
  }

  private static Analyzer perField(Analyzer words) {
    Map<String, Analyzer> special = new HashMap<>();
    special.put(Fields.ENTITY, new WordAnalyzer(NO_STEMMER, false, StandardTokenizer::new));
    special.put(Fields.TAG, new TagAnalyzer());
    for (String field : Fields.DEFAULT) {
      special.put(Fields.asWritten(field), new WrittenAnalyzer());
    }
    return new PerFieldAnalyzerWrapper(words, special);
  }

  /** Words: split by Unicode's rules, lower case, without accents where the stemmer allows it. */
  private static final class WordAnalyzer extends Analyzer {

    private final String language;
    private final boolean keepWords;
    private final Supplier<Tokenizer> tokenizer;

    WordAnalyzer(String language, boolean keepWords, Supplier<Tokenizer> tokenizer) {
      this.language = language;
      this.keepWords = keepWords;
      this.tokenizer = tokenizer;
    }

    @Override
    public int getPositionIncrementGap(String field) {
      return ENTITY_GAP;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = tokenizer.get();
      TokenStream lower = beforeStemming(new LowerCaseFilter(words));
      if (language.equals(NO_STEMMER)) {
        return new TokenStreamComponents(words, lower);
      }
      if (!keepWords) {
        return new TokenStreamComponents(words, new ASCIIFoldingFilter(stemmer().apply(lower)));
      }
      TokenStream both = stemmer().apply(new KeywordRepeatFilter(lower));
      return new TokenStreamComponents(
          words, new RemoveDuplicatesTokenFilter(new ASCIIFoldingFilter(both)));
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
      TokenStream lower = new LowerCaseFilter(in);
      return new ASCIIFoldingFilter(
          language.equals("de") ? new GermanNormalizationFilter(lower) : lower);
    }

    private TokenStream beforeStemming(TokenStream in) {
      return switch (language) {
        case "de" -> new GermanNormalizationFilter(in);
        case "fr" -> new ElisionFilter(in, FRENCH_ARTICLES);
        case "en" -> new ASCIIFoldingFilter(new EnglishPossessiveFilter(in));
        case "es", "ru" -> in;
        case "uk" -> UkrainianWords.normalized(in);
        default -> new ASCIIFoldingFilter(in);
      };
    }

    private UnaryOperator<TokenStream> stemmer() {
      return switch (language) {
        case "de" -> GermanStemFilter::new;
        case "fr" -> in -> new SnowballFilter(in, new FrenchStemmer());
        case "es" -> in -> new SnowballFilter(in, new SpanishStemmer());
        case "ru" -> in -> new SnowballFilter(in, new RussianStemmer());
        case "uk" -> UkrainianWords::stemmed;
        default -> in -> new KStemFilter(new SetKeywordMarkerFilter(in, NOT_STEMMED));
      };
    }
  }

  /** A tag's code is one word, whatever is in it. */
  private static final class TagAnalyzer extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer whole = new KeywordTokenizer();
      return new TokenStreamComponents(whole, new LowerCaseFilter(whole));
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
      return new LowerCaseFilter(in);
    }
  }

  /** Words as they are written. */
  private static final class WrittenAnalyzer extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
      return new TokenStreamComponents(new StandardTokenizer());
    }
  }
}
