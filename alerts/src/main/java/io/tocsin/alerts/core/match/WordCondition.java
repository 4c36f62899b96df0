package io.tocsin.alerts.core.match;

import java.util.List;

/** One word, or one pattern, in one field. */
final class WordCondition implements Condition {

  private final int slot;

  WordCondition(int slot) {
    this.slot = slot;
  }

  @Override
  public boolean holds(PostIndex post) {
    return post.first(slot) != PostIndex.NONE;
  }

  @Override
  public void tell(PostIndex post, Places places) {
    for (int at = post.first(slot); at != PostIndex.NONE; at = post.next(at)) {
      int token = post.token(at);
      places.add(post.owner(token), post.start(token), post.end(token));
    }
  }

  @Override
  public List<int[]> required() {
    return List.of(new int[] {slot});
  }
}
