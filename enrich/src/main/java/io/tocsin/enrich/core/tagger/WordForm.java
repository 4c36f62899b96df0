package io.tocsin.enrich.core.tagger;

/** The letters of a word as hashes: in lower case, as a shape, and their beginnings and ends. */
final class WordForm {

  private final String lowerCase;
  private final long cased;
  private final long shape;
  private final long longShape;
  private final boolean capitalised;

  WordForm(CharSequence text, int start, int end, Capitals capitals) {
    StringBuilder lower = new StringBuilder(end - start);
    long casedHash = Hashes.seed();
    long collapsed = Hashes.add(Hashes.seed(), capitals.code());
    long full = collapsed;
    char last = 0;
    for (int i = start; i < end; i++) {
      char c = plain(text.charAt(i));
      lower.append(Character.toLowerCase(c));
      casedHash = Hashes.add(casedHash, c);
      char kind = kind(c);
      full = Hashes.add(full, kind);
      if (kind != last) {
        collapsed = Hashes.add(collapsed, kind);
        last = kind;
      }
    }
    this.lowerCase = lower.toString();
    this.cased = capitals == Capitals.USUAL ? casedHash : 0;
    this.shape = end - start == 1 ? Hashes.add(collapsed, 1) : collapsed;
    this.longShape = Hashes.add(full, 7);
    this.capitalised = start < end && Character.isUpperCase(text.charAt(start));
  }

  long lower() {
    return hash(0, lowerCase.length());
  }

  long cased() {
    return cased;
  }

  long shape() {
    return shape;
  }

  long longShape() {
    return longShape;
  }

  boolean capitalised() {
    return capitalised;
  }

  long prefix(int length) {
    return hash(0, Math.min(length, lowerCase.length()));
  }

  long suffix(int length) {
    return hash(Math.max(0, lowerCase.length() - length), lowerCase.length());
  }

  /** The word as the clusters have it: lower case, a run of digits as one 0. */
  static String simplified(CharSequence text, int start, int end) {
    StringBuilder simple = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = Character.toLowerCase(plainQuote(text.charAt(i)));
      boolean digit = Character.isDigit(c);
      boolean repeated = digit && simple.length() > 0 && simple.charAt(simple.length() - 1) == '0';
      if (!repeated) {
        simple.append(digit ? '0' : c);
      }
    }
    return simple.toString();
  }

  private long hash(int from, int to) {
    long hash = Hashes.seed();
    for (int i = from; i < to; i++) {
      hash = Hashes.add(hash, lowerCase.charAt(i));
    }
    return hash;
  }

  private static char plain(char c) {
    return Character.isDigit(c) ? '0' : plainQuote(c);
  }

  private static char plainQuote(char c) {
    return switch (c) {
      case '’', '‘' -> '\'';
      case '“', '”' -> '"';
      case '–', '—' -> '-';
      default -> c;
    };
  }

  private static char kind(char c) {
    if (Character.isUpperCase(c)) {
      return 'A';
    }
    if (Character.isLetter(c)) {
      return 'a';
    }
    return Character.isDigit(c) ? '0' : c;
  }
}
