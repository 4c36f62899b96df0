package io.tocsin.replay.simulation;

/**
 * A raw record.
 *
 * @param time its timestamp in milliseconds since the epoch
 * @param key what it is keyed by: the post key
 * @param json the post
 */
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(long time, String key, byte[] json) {}
