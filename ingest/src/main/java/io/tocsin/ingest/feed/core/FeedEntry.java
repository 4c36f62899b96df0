package io.tocsin.ingest.feed.core;

/**
 * An item of a feed together with who it is.
 *
 * @param id the same at every poll
 * @param fingerprint of everything that is sent of it
 * @param text fingerprint of what makes it the same item under another id: title, body and page
 */
record FeedEntry(String id, FeedItem item, String fingerprint, String text) {}
