package io.tocsin.alerts.core.rules;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The text of a rules file, and where in it something stands. Lines and columns are counted from 1,
 * columns in Unicode characters.
 */
final class FileText {
  /** Beyond it characters of queries are not looked for where characters have two code units. */
  private static final int LARGEST_SURROGATED = 1 << 16;

  private static final String LONG_ESCAPES = "xuU";
  private static final int[] LONG_ESCAPE_LENGTHS = {4, 6, 10};

  private final String text;
  private final boolean simple;

  FileText(String text) {
    this.text = text;
    this.simple = text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  /**
   * A place.
   *
   * @param line from 1; 0 where unknown
   * @param column from 1; 0 where unknown
   */
  record Place(int line, int column) {
    static final Place UNKNOWN = new Place(0, 0);

    static Place of(Mark mark) {
      return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where a node begins. */
    static Place of(Node node) {
      return node.getStartMark() == null ? UNKNOWN : of(node.getStartMark());
    }
  }

  /**
   * Where a character of the value of a scalar stands, whatever quotes, escapes and line breaks are
   * before it.
   *
   * @param index in the value, in code units; its length for behind the last
   */
  Place inside(ScalarNode scalar, int index) {
    Place start = Place.of(scalar);
    if (start.line() == 0 || !(simple || text.length() <= LARGEST_SURROGATED)) {
      return start;
    }
    int from = unit(scalar.getStartMark().getIndex());
    int end = unit(scalar.getEndMark().getIndex());
    int at = aligned(scalar, index, content(scalar, from), end);
    int line = text.lastIndexOf('\n', at - 1) + 1;
    int breaks = (int) text.substring(from, at).chars().filter(unit -> unit == '\n').count();
    return new Place(start.line() + breaks, text.codePointCount(line, at) + 1);
  }

  private int unit(int codePoint) {
    return simple ? codePoint : text.offsetByCodePoints(0, codePoint);
  }

  /** Behind the quote, or the line with the sign of a block. */
  private int content(ScalarNode scalar, int from) {
    ScalarStyle style = scalar.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      return Math.max(from, text.indexOf('\n', from) + 1);
    }
    return style == ScalarStyle.PLAIN ? from : from + 1;
  }

  /** Walks along text and value at once; what the value does not have is passed over. */
  private int aligned(ScalarNode scalar, int index, int from, int end) {
    String value = scalar.getValue();
    boolean escapes = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    int at = from;
    for (int v = 0; v < value.length() && at < end; ) {
      int length = escapes ? escapeLength(at) : 0;
      boolean folded = value.charAt(v) == ' ' && text.charAt(at) == '\n';
      if (length == 0 && text.charAt(at) != value.charAt(v) && !folded) {
        at++;
      } else if (v >= index) {
        return at;
      } else {
        at += Math.max(1, length);
        v++;
      }
    }
    return Math.min(at, end);
  }

  /** Length of the escape that begins there; 0 if none does. */
  private int escapeLength(int at) {
    if (text.charAt(at) != '\\' || at + 1 == text.length()) {
      return 0;
    }
    int kind = LONG_ESCAPES.indexOf(text.charAt(at + 1));
    return kind < 0 ? 2 : LONG_ESCAPE_LENGTHS[kind];
  }
}
