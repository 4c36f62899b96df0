package io.tocsin.replay.core.liveblog;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a page that stand together, parted from the rest by blank lines.
 *
 * @param line number of the first line, from 1
 * @param lines its lines, stripped, none blank
 */
record Block(int line, List<String> lines) {

  private static final int WRAPPED = 40;

  Block {
    lines = List.copyOf(lines);
  }

  /** Parts a text at its blank lines. */
  static List<Block> split(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        close(blocks, open, number);
      } else {
        open.add(line.strip());
      }
    }
    close(blocks, open, number + 1);
    return blocks;
  }

  private static void close(List<Block> blocks, List<String> open, int next) {
    if (!open.isEmpty()) {
      blocks.add(new Block(next - open.size(), open));
      open.clear();
    }
  }

  boolean single() {
    return lines.size() == 1;
  }

  String first() {
    return lines.get(0);
  }

  /** The block as one paragraph: lines that were only wrapped are joined by a space. */
  String paragraph() {
    if (BlockKind.of(this) == BlockKind.LIST) {
      return String.join("\n", lines);
    }
    boolean wrapped =
        lines.subList(0, lines.size() - 1).stream().allMatch(line -> line.length() >= WRAPPED);
    return String.join(wrapped ? " " : "\n", lines);
  }
}
