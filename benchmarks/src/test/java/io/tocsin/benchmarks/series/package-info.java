/** Generated noise: its rates, rhythms and dispersions. */
@NullMarked
package io.tocsin.benchmarks.series;

import org.jspecify.annotations.NullMarked;
