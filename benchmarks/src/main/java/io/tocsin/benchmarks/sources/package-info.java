/** How good the watch over sources is: false silences, delays, floods, on simulated sources. */
@NullMarked
package io.tocsin.benchmarks.sources;

import org.jspecify.annotations.NullMarked;
