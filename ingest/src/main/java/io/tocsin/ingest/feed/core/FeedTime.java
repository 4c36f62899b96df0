package io.tocsin.ingest.feed.core;

import java.time.Instant;

/**
 * A time that a publisher claims.
 *
 * @param estimated whether the zone is our guess, since none was named
 */
public record FeedTime(Instant at, boolean estimated) {}
