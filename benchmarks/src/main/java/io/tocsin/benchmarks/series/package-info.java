/**
 * Series of mentions in which it is known what happens: generated noise, changes of rate, files.
 */
@NullMarked
package io.tocsin.benchmarks.series;

import org.jspecify.annotations.NullMarked;
