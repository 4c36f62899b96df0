package io.tocsin.ingest.core.clean;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Repairs spaces that a scraper turned into question marks ({@code of?Moldova}), where that is
 * certain.
 *
 * <p>A text is only touched if it shows the damage: a mark that no writer sets, such as one behind
 * a comma, behind a full stop, or beside a word like "of"; or two marks inside of words that go on
 * in lower case. In such a text a mark between two words becomes a space, one behind a full stop
 * goes. Left alone are: marks in addresses, a mark before a space (a question, or nobody knows),
 * between digits, before scripts without case, where one half is no word ({@code Gda?sk}, {@code
 * Riga?s}), and before a capital where the sentence began like a question ({@code Will they
 * come?Nobody knows}).
 *
 * <p>Each mark is decided from the output before it and the character behind it, so a second run
 * decides the same.
 */
final class LostSpaces {
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "an", "the", "of", "in", "to", "is", "and", "or", "on", "at", "by", "for", "from",
          "with", "that", "as", "was", "were", "be", "has", "have", "had", "will", "its", "their",
          "his", "her", "said", "says", "but", "which", "this", "into", "than", "between", "after",
          "before", "around", "about", "over", "under");

  private static final Set<String> QUESTION_WORDS =
      Set.of(
          "who", "whom", "whose", "what", "when", "where", "why", "how", "which", "is", "are", "am",
          "was", "were", "do", "does", "did", "can", "could", "will", "would", "shall", "should",
          "has", "have", "had", "may", "might", "must", "isn", "aren", "don", "doesn", "didn",
          "won", "wouldn", "couldn", "shouldn", "and", "but", "so", "really", "again");

  private static final Pattern ADDRESS = Pattern.compile("(?i)://|www\\.|[a-z0-9-]\\.[a-z]{2,}/");

  private static final Pattern QUERY = Pattern.compile("[^\\s=]{0,100}=");

  private static final Pattern ABBREVIATION =
      Pattern.compile(
          "(?:^|[^\\p{L}])(?:(?:\\p{L}\\.)+|(?:Jr|Sr|Inc|Ltd|Co|Corp|St|Mr|Mrs|Ms|Dr|Gen|Sen|Gov|"
              + "No|etc|vs|al)\\.)$");

  /** No question ends with one of these. */
  private static final Set<String> NEVER_LAST =
      Set.of("a", "an", "the", "its", "their", "every", "and", "or", "than");

  private static final int SENTENCE_REACH = 500;
  private static final int WORD_REACH = 40;
  private static final int TOKEN_REACH = 300;

  private final String text;
  private final StringBuilder out;
  private boolean certain;
  private int inWords;

  private LostSpaces(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  static Draft repair(Draft draft) {
    if (draft.title().indexOf('?') < 0 && draft.body().indexOf('?') < 0) {
      return draft;
    }
    LostSpaces title = new LostSpaces(draft.title()).run();
    LostSpaces body = new LostSpaces(draft.body()).run();
    boolean damaged = title.certain || body.certain || title.inWords + body.inWords >= 2;
    return damaged ? draft.withTexts(title.out.toString(), body.out.toString()) : draft;
  }

  private LostSpaces run() {
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && text.charAt(end) == '?') {
        end++;
      }
      if (end == i) {
        out.append(text.charAt(i++));
      } else {
        decide(i, end);
        i = end;
      }
    }
    return this;
  }

  private void decide(int begin, int end) {
    boolean atEnd = end == text.length() || isBreak(text.charAt(end));
    if (atEnd && followsFullStop()) {
      certain = true;
    } else if (!atEnd && isLostSpace(begin, end)) {
      noteEvidence(end);
      out.append(' ');
    } else {
      out.append(text, begin, end);
    }
  }

  private static boolean isBreak(char c) {
    return c == '\n' || Whitespace.isSpace(c);
  }

  /** Behind a full stop, comma, semicolon or colon (and closing quotes) no question mark stands. */
  private boolean followsFullStop() {
    int i = out.length();
    while (i > 0 && (isClosing(out.charAt(i - 1)) || out.charAt(i - 1) == ' ')) {
      i--;
    }
    if (i == 0 || !isPause(out.charAt(i - 1)) || out.charAt(i - 1) == ':') {
      return false;
    }
    return !ABBREVIATION.matcher(out.substring(Math.max(0, i - WORD_REACH), i)).find();
  }

  private boolean isLostSpace(int begin, int end) {
    char before = out.length() == 0 ? ' ' : out.charAt(out.length() - 1);
    int first = firstOfWord(end);
    if (first < 0
        || !(isWord(before) || isPause(before) || isClosing(before) || before == '%')
        || isAddress(begin, end)) {
      return false;
    }
    if (Character.isDigit(first)) {
      return !Character.isDigit(before);
    }
    if (Character.isLetter(before) && isFragment(end)) {
      return false;
    }
    return Character.isLowerCase(first)
        || (Character.isUpperCase(first) && (isPause(before) || !mayEndQuestion()));
  }

  /** Whether a letter was lost, or an apostrophe, and not a space: one half is no word. */
  private boolean isFragment(int end) {
    int begin = isOpening(text.charAt(end)) || text.charAt(end) == '"' ? end + 1 : end;
    return !WordShape.mayBeWord(wordBefore()) || !WordShape.mayBeWord(wordAt(text, begin));
  }

  /** The letter or digit that the word behind the marks begins with, after an opening quote. */
  private int firstOfWord(int end) {
    char c = text.charAt(end);
    int at = isOpening(c) || c == '"' ? end + 1 : end;
    if (at >= text.length()) {
      return -1;
    }
    int first = text.codePointAt(at);
    return Character.isLetterOrDigit(first) && (c != '"' || opensQuote()) ? first : -1;
  }

  /** A straight quote opens when an even number of them stands before it on the line. */
  private boolean opensQuote() {
    int quotes = 0;
    for (int i = out.length() - 1; i >= 0 && out.charAt(i) != '\n'; i--) {
      quotes += out.charAt(i) == '"' ? 1 : 0;
      if (out.length() - i > SENTENCE_REACH) {
        return false;
      }
    }
    return quotes % 2 == 0;
  }

  private void noteEvidence(int end) {
    char before = out.charAt(out.length() - 1);
    boolean goesOn = Character.isLowerCase(text.codePointAt(end));
    boolean small =
        isIn(SMALL_WORDS, wordBefore()) || (goesOn && isIn(SMALL_WORDS, wordAt(text, end)));
    if (small || isPause(before)) {
      certain = true;
    } else if (isWord(before) && goesOn) {
      inWords++;
    }
  }

  private String wordBefore() {
    int begin = out.length();
    while (begin > 0
        && out.length() - begin < WORD_REACH
        && Character.isLetter(out.charAt(begin - 1))) {
      begin--;
    }
    return out.substring(begin);
  }

  private static String wordAt(CharSequence text, int begin) {
    int end = begin;
    while (end < text.length()
        && end - begin < WORD_REACH
        && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.subSequence(begin, end).toString();
  }

  private static boolean isIn(Set<String> words, String word) {
    return words.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether the sentence before the mark begins like a question and may end here. */
  private boolean mayEndQuestion() {
    int begin = sentenceBegin();
    while (begin < out.length() && !Character.isLetter(out.charAt(begin))) {
      begin++;
    }
    return isIn(QUESTION_WORDS, wordAt(out, begin)) && !isIn(NEVER_LAST, wordBefore());
  }

  /** Where the sentence, or the quotation that is open, began. */
  private int sentenceBegin() {
    int least = Math.max(0, out.length() - SENTENCE_REACH);
    int closed = 0;
    for (int i = out.length() - 1; i >= least; i--) {
      char c = out.charAt(i);
      if (c == '”') {
        closed++;
      } else if (c == '“' && closed > 0) {
        closed--;
      } else if (c == '“' || (closed == 0 && endsSentence(c))) {
        return i + 1;
      }
    }
    return least;
  }

  private static boolean endsSentence(char c) {
    return c == '\n' || c == '.' || c == '!' || c == '?' || c == '…' || c == ':';
  }

  /** Whether an address began before the mark, or a query's equals sign follows it. */
  private boolean isAddress(int begin, int end) {
    int from = begin;
    while (from > 0 && begin - from < TOKEN_REACH && !isBreak(text.charAt(from - 1))) {
      from--;
    }
    return ADDRESS.matcher(text.substring(from, begin)).find()
        || QUERY.matcher(text).region(end, text.length()).lookingAt();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }

  private static boolean isPause(char c) {
    return c == '.' || c == ',' || c == ';' || c == ':';
  }

  private static boolean isClosing(char c) {
    return c == '”' || c == '’' || c == '"' || c == '»' || c == ')' || c == ']' || c == '\'';
  }

  private static boolean isOpening(char c) {
    return c == '“' || c == '‘' || c == '«' || c == '(' || c == '[';
  }
}
