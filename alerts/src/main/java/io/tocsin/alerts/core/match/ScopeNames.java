package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * The names of scopes: what two posts have to share to count for the same. A thing that is linked
 * is its link, whatever it is called; one that is not is its words, by the rules by which queries
 * compare words, stems apart. Names are parts of keys: they hold neither the characters that part
 * keys nor controls, and no more than {@link #LONGEST} characters.
 */
final class ScopeNames {

  /** What stands for the scope of a post in which nothing of the kind is found. */
  static final String UNKNOWN = "unknown";

  /** Of a name without its kind, in UTF-16 code units; what is longer is cut. */
  static final int LONGEST = 100;

  private static final String WORDS = "text:";
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{C}|~]+");
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Z}\\p{C}]+");
  private static final Pattern PARTING = Pattern.compile("[\\p{C}|~]");

  /** No character becomes more than so many when it is folded. */
  private static final int FOLDED = 4;

  private ScopeNames() {}

  /** Of what is named, as a scope of a kind. */
  static String of(Scope kind, NamedEntity entity) {
    String link = entity.link();
    return link == null ? kind.prefix() + WORDS + compared(entity.text()) : of(kind, link);
  }

  /** Of what has a name that is unique already. */
  static String of(Scope kind, String name) {
    return kind.prefix() + cut(PARTING.matcher(name).replaceAll("_"));
  }

  /** Words as they are shown to people: in one line, and no more than keys hold of them. */
  static String shown(String words) {
    return cut(BREAKS.matcher(words).replaceAll(" ").strip());
  }

  /** Words as they are compared: without case, accents, widths and the kind of spaces. */
  private static String compared(String words) {
    String plain = Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    char[] folded = new char[FOLDED * plain.length()];
    int length = ASCIIFoldingFilter.foldToASCII(plain.toCharArray(), 0, folded, 0, plain.length());
    return cut(SPACES.matcher(new String(folded, 0, length)).replaceAll(" ").strip());
  }

  private static String cut(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return name.substring(0, end);
  }
}
