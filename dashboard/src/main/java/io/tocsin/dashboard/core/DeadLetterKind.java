package io.tocsin.dashboard.core;

/**
 * What dead letters are counted by.
 *
 * @param namespace whose
 * @param service that refused the record
 * @param reason machine code of the reason
 */
public record DeadLetterKind(String namespace, String service, String reason) {}
