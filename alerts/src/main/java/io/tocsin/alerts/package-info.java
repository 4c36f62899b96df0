/**
 * The alerts service: enriched posts become mentions of rules, mentions become counts, counts
 * become alerts. Start with {@link io.tocsin.alerts.AlertsTopology}.
 */
@NullMarked
package io.tocsin.alerts;

import org.jspecify.annotations.NullMarked;
