package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pending mentions on the heap: for the backtest and simulators, where nothing must survive.
 *
 * <p>Those that come in order stand in a queue; only the others are sorted in. One of these comes
 * later than its equal in the queue, if there is one, and so takes its place.
 */
public final class InMemoryPendingMentions implements PendingMentions {

  private final ArrayDeque<MentionEvent> queue = new ArrayDeque<>();
  private final TreeMap<MentionEvent, MentionEvent> others = new TreeMap<>(ORDER);

  @Override
  public void add(MentionEvent mention) {
    @Nullable MentionEvent last = queue.peekLast();
    if (last == null || last.time() < mention.time() || ORDER.compare(last, mention) < 0) {
      queue.addLast(mention);
    } else {
      others.remove(mention);
      others.put(mention, mention);
    }
  }

  @Override
  public void takeUpTo(long time, Predicate<MentionEvent> to) {
    while (true) {
      @Nullable MentionEvent first = queue.peekFirst();
      @Nullable MentionEvent other = others.isEmpty() ? null : others.firstKey();
      int order = first == null ? 1 : other == null ? -1 : ORDER.compare(first, other);
      @Nullable MentionEvent next = order < 0 ? first : other;
      if (next == null || next.time() > time || !to.test(next)) {
        return;
      }
      if (order <= 0) {
        queue.removeFirst();
      }
      if (order >= 0) {
        others.pollFirstEntry();
      }
    }
  }

  /** How many wait. */
  public int size() {
    int twice = 0;
    for (MentionEvent mention : others.isEmpty() ? new ArrayDeque<MentionEvent>() : queue) {
      twice += others.containsKey(mention) ? 1 : 0;
    }
    return queue.size() + others.size() - twice;
  }
}
