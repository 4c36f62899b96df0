package io.tocsin.ingest.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post: its last effective revision and the newest of its source's own
 * numbers and times.
 *
 * @param revision number of the last effective revision, from 1
 * @param killed whether that revision took the post back
 * @param erased whether it had the post erased; what is left of texts are hashes, and no headline
 * @param backlog whether the post counts as old news
 * @param sourceRevision the highest revision number that the source gave, if any
 * @param updatedAt the latest updatedAt that the source gave, if any
 * @param lastSeenAt when the post was last seen, re-deliveries included (to the hour)
 * @param title the last usable headline, empty if there was none
 * @param textHash hash of the last usable headline and text, empty if there was none
 * @param bodyHash hash of the last usable text, empty if there was none
 */
public record RevisionMemory(
    int revision,
    boolean killed,
    boolean erased,
    boolean backlog,
    @Nullable Long sourceRevision,
    @Nullable Instant updatedAt,
    Instant lastSeenAt,
    String title,
    String textHash,
    String bodyHash) {}
