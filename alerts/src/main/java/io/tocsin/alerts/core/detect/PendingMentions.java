package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Mentions that wait until the clock has passed them. Durable where the host is; adding a mention
 * twice is adding it once.
 */
public interface PendingMentions {

  /** The order in which they are taken: as a key's mentions, then by rule and scope. */
  Comparator<MentionEvent> ORDER =
      MentionEvent.ORDER.thenComparing(MentionEvent::ruleId).thenComparing(MentionEvent::scope);

  /** Keeps a mention; one that is equal by {@link #ORDER} is replaced. */
  void add(MentionEvent mention);

  /**
   * Hands mentions with {@code time} up to and including a time on in {@link #ORDER}, and removes
   * each that is taken. Ends at the first that is not: that one stays, and so do those behind it.
   *
   * @param time milliseconds since the epoch
   * @param to takes a mention, or says false
   */
  void takeUpTo(long time, Predicate<MentionEvent> to);
}
