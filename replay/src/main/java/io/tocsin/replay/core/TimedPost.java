package io.tocsin.replay.core;

import java.time.Instant;

/**
 * A post and the time at which a replay sends it.
 *
 * @param time event time, precise to the millisecond
 * @param post the post
 */
public record TimedPost(Instant time, RecordedPost post) {}
