package io.tocsin.dashboard.core;

/**
 * What is counted by itself.
 *
 * @param namespace of the rule
 * @param rule id of the rule
 * @param scope empty for overall
 */
public record SeriesKey(String namespace, String rule, String scope) {}
