package io.tocsin.replay;

import java.time.Duration;

/**
 * What a replay gave.
 *
 * @param posts posts that were sent, those of earlier runs among them
 * @param alertEvents alert events on its topic
 * @param took wall time from the first post to the end
 */
public record ReplayResult(long posts, long alertEvents, Duration took) {}
