package io.tocsin.alerts.core;

/**
 * How many stories a source has published in a minute, whatever they say: first revisions, neither
 * killed nor backlog.
 *
 * @param minute beginning of the minute, milliseconds since the epoch
 * @param source who published them
 * @param stories how many, above 0
 */
public record PublishedStories(long minute, String source, int stories) {}
