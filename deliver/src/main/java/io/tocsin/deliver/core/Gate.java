package io.tocsin.deliver.core;

/**
 * What silences make of an event: whether the receiver gets it, or it is withheld from it. A
 * receiver hears the end of what it has heard of, and nothing of what it has not.
 */
public final class Gate {
  private Gate() {}

  /** What is known of the alert. */
  public enum Known {
    /** No event of it is withheld. */
    NOTHING,
    /** One is, and the receiver may have heard of the alert before. */
    TOLD,
    /** One is, and the receiver has never heard of the alert. */
    NEVER_TOLD
  }

  /** What becomes of the event. */
  public enum Verdict {
    /** The receiver gets it. */
    DELIVER,
    /** It is withheld, from a receiver that may have heard of the alert before. */
    WITHHOLD_FROM_TOLD,
    /** It is withheld, from a receiver that has never heard of the alert. */
    WITHHOLD_FROM_UNTOLD
  }

  /**
   * What is asked of an event.
   *
   * @param silenced whether a silence is on that is about the alert
   * @param open whether the alert goes on after it
   * @param takesBack whether it withdraws what was said before
   * @param sequence its number within the alert, from 1
   */
  public record Event(boolean silenced, boolean open, boolean takesBack, int sequence) {}

  /** What becomes of an event. */
  public static Verdict of(Event event, Known known) {
    boolean told = isTold(event, known);
    if (!event.open() && !told) {
      return Verdict.WITHHOLD_FROM_UNTOLD;
    }
    boolean spared = !event.open() || (event.takesBack() && told);
    if (!event.silenced() || spared) {
      return Verdict.DELIVER;
    }
    return told ? Verdict.WITHHOLD_FROM_TOLD : Verdict.WITHHOLD_FROM_UNTOLD;
  }

  /** Of what nothing is withheld the receiver has had all events before this one. */
  private static boolean isTold(Event event, Known known) {
    return known == Known.TOLD
        || (known == Known.NOTHING && (event.sequence() > 1 || !event.open()));
  }
}
