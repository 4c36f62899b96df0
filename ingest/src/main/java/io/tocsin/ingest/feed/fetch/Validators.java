package io.tocsin.ingest.feed.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What a server said of the version that it sent, to be told at the next request.
 *
 * @param etag as in the header ETag
 * @param lastModified as in the header Last-Modified
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {
  private static final int LONGEST = 1_000;

  /** Of a server that said nothing. */
  public static final Validators NONE = new Validators(null, null);

  public Validators {
    etag = bounded(etag);
    lastModified = bounded(lastModified);
  }

  private static @Nullable String bounded(@Nullable String value) {
    return value == null || value.length() > LONGEST ? null : value;
  }
}
