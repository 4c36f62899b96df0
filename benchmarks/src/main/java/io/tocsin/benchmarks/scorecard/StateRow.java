package io.tocsin.benchmarks.scorecard;

/**
 * What a key takes in its store.
 *
 * @param what of which kind
 * @param bytes bytes
 */
record StateRow(String what, double bytes) {}
