package io.tocsin.alerts.core.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conditions joined: all of the first kind, some of the second, none of the third. With none of the
 * first two it is never met.
 */
final class GroupCondition implements Condition {

  /** Never met. */
  static final Condition NEVER = new GroupCondition(List.of(), List.of(), List.of(), 1);

  private final Condition[] all;
  private final Condition[] some;
  private final Condition[] none;
  private final int least;

  private GroupCondition(
      List<Condition> all, List<Condition> some, List<Condition> none, int least) {
    this.all = all.toArray(new Condition[0]);
    this.some = some.toArray(new Condition[0]);
    this.none = none.toArray(new Condition[0]);
    this.least = least;
  }

  /**
   * Joined, in as few objects as say the same: looking at a query costs little but the memory that
   * it has to wait for.
   *
   * @param least how many of {@code some} there must be; one at least where nothing else must be
   */
  static Condition of(List<Condition> all, List<Condition> some, List<Condition> none, int least) {
    int enough = all.isEmpty() ? Math.max(1, least) : least;
    List<Condition> must = flat(all, group -> group.isAll() ? group.all : null);
    List<Condition> may = enough > 1 ? some : anyOf(some);
    List<Condition> not = anyOf(none);
    if (not.isEmpty() && must.size() + may.size() == 1) {
      return must.isEmpty() ? may.get(0) : must.get(0);
    }
    return new GroupCondition(must, may, not, enough);
  }

  /** Groups of which one part is enough are taken apart, and the words become one condition. */
  private static List<Condition> anyOf(List<Condition> conditions) {
    List<Condition> any = new ArrayList<>();
    List<WordCondition> words = new ArrayList<>();
    for (Condition condition : flat(conditions, group -> group.isAny() ? group.some : null)) {
      if (condition instanceof WordCondition word) {
        words.add(word);
      } else {
        any.add(condition);
      }
    }
    if (!words.isEmpty()) {
      any.add(0, WordCondition.anyOf(words));
    }
    return any;
  }

  private static List<Condition> flat(
      List<Condition> conditions, Function<GroupCondition, Condition @Nullable []> parts) {
    List<Condition> flat = new ArrayList<>();
    for (Condition condition : conditions) {
      Condition[] inner = condition instanceof GroupCondition group ? parts.apply(group) : null;
      if (inner == null) {
        flat.add(condition);
      } else {
        Collections.addAll(flat, inner);
      }
    }
    return flat;
  }

  private boolean isAll() {
    return all.length > 0 && some.length == 0 && none.length == 0;
  }

  private boolean isAny() {
    return all.length == 0 && none.length == 0 && least == 1;
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
