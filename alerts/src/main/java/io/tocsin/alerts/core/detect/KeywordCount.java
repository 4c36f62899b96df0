package io.tocsin.alerts.core.detect;

import org.jspecify.annotations.Nullable;

/**
 * How much a rule counts in a scope; given at ticks, when it changed.
 *
 * @param ruleId the rule
 * @param scope the scope; empty for overall
 * @param at the minute, event time in milliseconds since the epoch
 * @param windowMillis the window that is nearest to ringing
 * @param observed independent voices in that window
 * @param expected mean of the forecast for that window
 * @param threshold the smallest count that rings when no more is published than usual and few
 *     scopes share the budget
 * @param posts posts in that window
 * @param sources distinct sources in that window
 * @param alertId the alert that is open, if one is
 */
public record KeywordCount(
    String ruleId,
    String scope,
    long at,
    long windowMillis,
    int observed,
    double expected,
    int threshold,
    int posts,
    int sources,
    @Nullable String alertId)
    implements DetectOutput {}
