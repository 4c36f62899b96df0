package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Pending mentions on the heap: for the backtest and simulators, where nothing must survive. */
public final class InMemoryPendingMentions implements PendingMentions {

  private final TreeMap<MentionEvent, MentionEvent> mentions = new TreeMap<>(ORDER);

  @Override
  public void add(MentionEvent mention) {
    mentions.remove(mention);
    mentions.put(mention, mention);
  }

  @Override
  public void takeUpTo(long time, Predicate<MentionEvent> to) {
    while (!mentions.isEmpty()
        && mentions.firstKey().time() <= time
        && to.test(mentions.firstKey())) {
      mentions.pollFirstEntry();
    }
  }

  /** How many wait. */
  public int size() {
    return mentions.size();
  }
}
