package io.tocsin.dashboard.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as much of it as is shown. All texts may be hostile.
 *
 * @param position where it lies: {@code ingest-0@17}
 * @param at when the record was refused
 * @param detail the reason in words
 * @param origin whose record it was; null where that is not known
 * @param source where the record was read: {@code topic-partition@offset}; null if it was not
 * @param excerpt beginning of the record's value as text; null if it had none
 */
public record DeadLetterExample(
    String position,
    Instant at,
    String detail,
    @Nullable String origin,
    @Nullable String source,
    @Nullable String excerpt) {}
