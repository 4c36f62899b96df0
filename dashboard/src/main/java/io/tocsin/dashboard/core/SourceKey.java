package io.tocsin.dashboard.core;

/**
 * A source of a namespace.
 *
 * @param namespace first part of the topics' names
 * @param source its name
 */
public record SourceKey(String namespace, String source) {}
