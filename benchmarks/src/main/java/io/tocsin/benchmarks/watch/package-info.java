/**
 * What watches a series and rings: the production detector, and the rules that it is compared with.
 */
@NullMarked
package io.tocsin.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
