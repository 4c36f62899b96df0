package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions joined: all of the first kind, some of the second, none of the third. With none of the
 * first two it is never met.
 */
final class GroupCondition implements Condition {

  /** Never met. */
  static final Condition NEVER = new GroupCondition(List.of(), List.of(), List.of(), 0);

  private final Condition[] all;
  private final Condition[] some;
  private final Condition[] none;
  private final int least;

  /**
   * Joined.
   *
   * @param least how many of {@code some} there must be
   */
  GroupCondition(List<Condition> all, List<Condition> some, List<Condition> none, int least) {
    this.all = all.toArray(new Condition[0]);
    this.some = some.toArray(new Condition[0]);
    this.none = none.toArray(new Condition[0]);
    this.least = all.isEmpty() ? Math.max(1, least) : least;
  }

  @Override
  public boolean holds(PostIndex post) {
    for (Condition condition : all) {
      if (!condition.holds(post)) {
        return false;
      }
    }
    return hasEnough(post) && !isExcluded(post);
  }

  private boolean hasEnough(PostIndex post) {
    int found = 0;
    for (int i = 0; i < some.length && found < least; i++) {
      found += some[i].holds(post) ? 1 : 0;
    }
    return found >= least;
  }

  private boolean isExcluded(PostIndex post) {
    for (Condition condition : none) {
      if (condition.holds(post)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void tell(PostIndex post, Places places) {
    for (Condition condition : all) {
      condition.tell(post, places);
    }
    for (Condition condition : some) {
      if (condition.holds(post)) {
        condition.tell(post, places);
      }
    }
  }

  /** Those of all that must be; else the union over what may be, as one of it must. */
  @Override
  public List<int[]> required() {
    List<int[]> required = new ArrayList<>();
    for (Condition condition : all) {
      required.addAll(condition.required());
    }
    if (least > 0) {
      required.addAll(union());
    }
    return required;
  }

  private List<int[]> union() {
    List<int[]> cheapest = new ArrayList<>();
    for (Condition condition : some) {
      List<int[]> sets = condition.required();
      if (sets.isEmpty() && condition != NEVER) {
        return List.of();
      }
      if (!sets.isEmpty()) {
        cheapest.add(sets.stream().min((a, b) -> Integer.compare(a.length, b.length)).get());
      }
    }
    return List.of(cheapest.stream().flatMapToInt(Arrays::stream).distinct().toArray());
  }
}
