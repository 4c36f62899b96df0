package io.tocsin.runtime.http;

import java.util.function.Supplier;

/**
 * What the endpoint serves; each is asked anew at each request, from any thread.
 *
 * @param live whether the process should live on
 * @param ready whether it does its work
 * @param metrics Prometheus' text format
 * @param topology the topology's text
 * @param config the effective configuration, secrets masked
 */
public record Pages(
    Supplier<Health> live,
    Supplier<Health> ready,
    Supplier<String> metrics,
    Supplier<String> topology,
    Supplier<String> config) {}
