package io.tocsin.ingest.feed.core;

import java.net.URI;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a feed's address answered, not yet understood.
 *
 * @param bytes the body, inflated
 * @param contentType as the answer's header has it
 * @param address where it came from; relative links are relative to it
 * @param zone in which times are that name none
 */
public record FeedDocument(
    @SuppressWarnings("ArrayRecordComponent") byte[] bytes,
    @Nullable String contentType,
    URI address,
    ZoneId zone) {}
