package io.tocsin.replay;

/**
 * What is known of a replay on a cluster.
 *
 * @param name its name
 * @param state how far it is
 * @param posts posts in its raw topic
 * @param alertEvents offsets that its alert events take: events, and marks of transactions
 */
public record ReplaySummary(String name, State state, long posts, long alertEvents) {

  /** How far a replay is. */
  public enum State {
    /** Its services are alive. */
    RUNNING,
    /** All its posts and the end of its range were sent; its services are gone. */
    COMPLETE,
    /** Its services are gone before all was sent. */
    INTERRUPTED
  }
}
