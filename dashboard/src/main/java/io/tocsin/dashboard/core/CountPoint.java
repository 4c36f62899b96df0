package io.tocsin.dashboard.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much was counted from a minute on, until the next point.
 *
 * @param at the minute
 * @param windowMillis the window that is nearest to ringing
 * @param observed what is counted in that window
 * @param expected mean of the forecast for it
 * @param threshold the smallest count that rings
 * @param posts posts in that window
 * @param sources sources in that window
 * @param alertId the alert that is open; null if none is
 */
public record CountPoint(
    Instant at,
    long windowMillis,
    int observed,
    double expected,
    int threshold,
    int posts,
    int sources,
    @Nullable String alertId) {}
