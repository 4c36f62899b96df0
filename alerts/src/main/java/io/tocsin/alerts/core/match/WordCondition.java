package io.tocsin.alerts.core.match;

import java.util.List;
import java.util.stream.IntStream;

/** Words and patterns in their fields, of which one must be there. */
final class WordCondition implements Condition {

  private final int[] slots;

  /** One of the words in these slots. */
  WordCondition(int... slots) {
    this.slots = slots;
  }

  /** One of the words of any of them. */
  static WordCondition anyOf(List<WordCondition> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : new WordCondition(
            conditions.stream().flatMapToInt(c -> IntStream.of(c.slots)).distinct().toArray());
  }

  @Override
  public boolean holds(PostIndex post) {
    for (int slot : slots) {
      if (post.first(slot) != PostIndex.NONE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void tell(PostIndex post, Places places) {
    for (int slot : slots) {
      for (int at = post.first(slot); at != PostIndex.NONE; at = post.next(at)) {
        int token = post.token(at);
        places.add(post.owner(token), post.start(token), post.end(token));
      }
    }
  }

  @Override
  public List<int[]> required() {
    return List.of(slots);
  }
}
