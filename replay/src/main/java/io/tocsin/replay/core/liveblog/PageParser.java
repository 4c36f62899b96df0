package io.tocsin.replay.core.liveblog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over the blocks of one page and collects its posts in the order of the page. */
final class PageParser {

  private static final int SHOWN = 60;

  private final List<Block> blocks;
  private final List<BlockKind> kinds;
  private final List<FoundPost> posts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable OpenPost open;

  PageParser(String text) {
    blocks = Block.split(text);
    kinds = blocks.stream().map(BlockKind::of).toList();
  }

  /** What was found. */
  record Page(
      String headline, OptionalInt statedCount, List<FoundPost> posts, List<String> notes) {}

  Page parse() {
    int count = kinds.indexOf(BlockKind.COUNT);
    int index = count + 1;
    while (index < blocks.size()) {
      index = take(index);
    }
    closePost();
    OptionalInt stated =
        count < 0 ? OptionalInt.empty() : OptionalInt.of(BlockKind.statedCount(blocks.get(count)));
    return new Page(headline(), stated, List.copyOf(posts), List.copyOf(notes));
  }

  private int take(int index) {
    Block block = blocks.get(index);
    switch (kinds.get(index)) {
      case TITLE -> {
        return takeTitle(index);
      }
      case PARAGRAPH, LIST -> withOpenPost(post -> post.addText(block));
      case CAPTION -> withOpenPost(post -> post.captions.add(block.paragraph()));
      case BYLINE -> withOpenPost(post -> post.bylines.add(block.paragraph()));
      case COUNT, FURNITURE -> {
        return afterLists(index + 1);
      }
    }
    return index + 1;
  }

  /** A mark such as MORE STORIES or a box's title takes the lists under it along. */
  private int afterLists(int from) {
    int index = from;
    while (index < kinds.size() && kinds.get(index) == BlockKind.LIST) {
      index++;
    }
    return index;
  }

  private int takeTitle(int index) {
    int next = nextOfSubstance(index + 1);
    if (next < kinds.size() && kinds.get(next) == BlockKind.PARAGRAPH) {
      closePost();
      open = new OpenPost(blocks.get(index).first());
      return index + 1;
    }
    if (next < kinds.size() && kinds.get(next) == BlockKind.LIST) {
      return afterLists(next);
    }
    String title = blocks.get(index).first();
    notes.add(
        "line "
            + blocks.get(index).line()
            + ": a title without text was left out: "
            + title.substring(0, Math.min(SHOWN, title.length())));
    return index + 1;
  }

  private int nextOfSubstance(int from) {
    int index = from;
    while (index < kinds.size() && passable(kinds.get(index))) {
      index++;
    }
    return index;
  }

  private static boolean passable(BlockKind kind) {
    return switch (kind) {
      case CAPTION, BYLINE, FURNITURE -> true;
      case COUNT, LIST, TITLE, PARAGRAPH -> false;
    };
  }

  private void withOpenPost(Consumer<OpenPost> action) {
    Optional.ofNullable(open).ifPresent(action);
  }

  private void closePost() {
    withOpenPost(post -> posts.add(post.close()));
    open = null;
  }

  private String headline() {
    for (int index = 0; index < blocks.size(); index++) {
      if (kinds.get(index) == BlockKind.TITLE) {
        return blocks.get(index).first();
      }
    }
    return "";
  }

  /** The post that is being read. */
  private static final class OpenPost {
    final String title;
    final List<Block> text = new ArrayList<>();
    final List<String> captions = new ArrayList<>();
    final List<String> bylines = new ArrayList<>();

    OpenPost(String title) {
      this.title = title;
    }

    void addText(Block block) {
      text.add(block);
    }

    FoundPost close() {
      if (text.size() > 1 && isStill(text.get(0))) {
        captions.add(0, text.remove(0).paragraph());
      }
      return new FoundPost(title, text.stream().map(Block::paragraph).toList(), captions, bylines);
    }

    private static boolean isStill(Block block) {
      return block.single() && Captions.looksLikeStill(BlockKind.withoutDirt(block.first()));
    }
  }
}
