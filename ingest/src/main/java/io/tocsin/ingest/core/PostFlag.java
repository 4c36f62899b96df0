package io.tocsin.ingest.core;

/** What was noticed about a post; the names are part of the contract of {@code Post.flags}. */
public enum PostFlag {
  /** publishedAt or updatedAt lay in the future when the post was seen and was replaced. */
  FUTURE_CLAIM,
  /**
   * Published long before it was first seen, or a post of the end-to-end probe: shown and
   * annotated, but not counted.
   */
  BACKLOG,
  /** Its source wants it forgotten: it says nothing, and a tombstone follows it. */
  ERASED,
  /** The raw record was older than the watermark already sent and was lifted above it. */
  LATE
}
