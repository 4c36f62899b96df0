package io.tocsin.replay.core;

import org.jspecify.annotations.Nullable;

/**
 * A line of a history file before anybody has read what stands in it.
 *
 * @param number number of the line, from 1
 * @param bytes what stands in it, without the line end
 * @param last whether the file ends with it, without a line end
 * @param problem why it could not be taken; null when it could
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawLine(
    long number, byte[] bytes, boolean last, PostLine.@Nullable Malformed problem) {}
