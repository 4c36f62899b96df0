package io.tocsin.benchmarks.series;

import java.util.List;

/**
 * The mentions of one key, and where in it something happens.
 *
 * @param times when a post mentioned it, milliseconds, ascending; not to be changed
 * @param events stretches in which an alarm is no false one
 */
@SuppressWarnings("ArrayRecordComponent") // millions of times; nobody compares series
public record Series(long[] times, List<Stretch> events) {

  public Series {
    events = List.copyOf(events);
  }

  /** Whether something happens at a time. */
  public boolean isEvent(long time) {
    return events.stream().anyMatch(event -> event.holds(time));
  }
}
