package io.tocsin.dashboard.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the topics beside the alerts can be read, by their names. For several threads. */
public final class TopicStates {

  /** How far. */
  public enum State {
    /** It is read, and not to its end yet. */
    READING,
    /** What it held at the beginning is read. */
    READ,
    /** It is not there, or may not be read. */
    UNREADABLE
  }

  /**
   * One of them.
   *
   * @param state how far it is read
   * @param detail why not; empty if it can be
   */
  public record TopicState(State state, String detail) {
    private static final TopicState READING = new TopicState(State.READING, "");
    private static final TopicState READ = new TopicState(State.READ, "");
  }

  private final Map<String, TopicState> states = new ConcurrentHashMap<>();

  /** It is read from now on. */
  public void reading(String topic) {
    states.put(topic, TopicState.READING);
  }

  /** What it held at the beginning is read. */
  public void read(String topic) {
    states.put(topic, TopicState.READ);
  }

  /** It cannot be read. */
  public void unreadable(String topic, String why) {
    states.put(topic, new TopicState(State.UNREADABLE, why));
  }

  /** Nobody asks for it any more. */
  public void forget(String topic) {
    states.remove(topic);
  }

  /** How it is; one that was not looked for yet is on its way. */
  public TopicState of(String topic) {
    return states.getOrDefault(topic, TopicState.READING);
  }
}
