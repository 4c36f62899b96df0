package io.tocsin.ingest.door;

/**
 * Where a post stands that all replicas in sync have taken.
 *
 * @param partition of the raw topic
 * @param offset within it
 */
public record Receipt(int partition, long offset) {}
