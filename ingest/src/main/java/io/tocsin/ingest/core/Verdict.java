package io.tocsin.ingest.core;

/** What a delivered revision is, given what is remembered of its post. */
public sealed interface Verdict {

  /** What to remember from now on. */
  RevisionMemory memory();

  /** It changes the post. */
  record Effective(Revision revision, RevisionMemory memory) implements Verdict {}

  /** The same content again. */
  record Redelivery(RevisionMemory memory) implements Verdict {}

  /** It is older than what is remembered. */
  record Stale(StaleReason reason, RevisionMemory memory) implements Verdict {}

  /** By what a revision is known to be old. */
  enum StaleReason {
    /** Its source's revision number is lower. */
    LOWER_REVISION,
    /** Its source's updatedAt is earlier. */
    EARLIER_UPDATE,
    /** It repeats, without proof of being newer, exactly what its source has taken back. */
    TAKEN_BACK,
    /** Its source had it erased, and nothing proves that this was published anew. */
    ERASED
  }
}
