/** Ingest under records that nobody should send, for as long as one likes. */
@NullMarked
package io.tocsin.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
